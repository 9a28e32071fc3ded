import type { Kind, Schema } from '../../cluster/index.ts';
import { parseAddress } from '../addresses/address.ts';
import { parseCidr } from '../addresses/cidr.ts';
import { calicoKind, specSchema } from './calico-kind.ts';
import { type FieldError, refuse, tagError } from './field-error.ts';
import { portObjection, protocolObjection } from './number-or-name.ts';
import { selectorErrors } from './selector-errors.ts';

const TEXT: Schema = { type: 'string' };
const FLAG: Schema = { type: 'boolean' };
const INTERFACE = /^(\*|[a-zA-Z0-9_.-]{1,15})$/;

const hostEndpointKind = calicoKind({
  kind: 'HostEndpoint',
  plural: 'hostendpoints',
  namespaced: false,
  shortNames: ['hep', 'heps'],
  audit: 'ee',
  schema: specSchema(
    {
      node: { ...TEXT, description: 'The node it is an interface of.' },
      interfaceName: { ...TEXT, description: 'The interface; * for all of the node.' },
      expectedIPs: { type: 'array', items: TEXT, description: 'Addresses that tell which interface is meant.' },
      profiles: { type: 'array', items: TEXT, description: 'What decides where no policy does.' },
      ports: {
        type: 'array',
        items: {
          type: 'object',
          name: 'EndpointPort',
          package: 'v3',
          fields: {
            name: TEXT,
            protocol: { type: 'intOrString', goType: 'numorstring.Protocol', objection: protocolObjection },
            port: { type: 'integer', goType: 'uint16', objection: portObjection },
          },
        },
        description: 'Names of its ports, for rules.',
      },
    },
    'HostEndpointSpec',
  ),
  default(endpoint) {
    endpoint['spec'] ??= {};
  },
  admit(endpoint, { operation }) {
    if (operation === 'delete') return;
    const { interfaceName, expectedIPs = [], node, ports = [] } = endpoint['spec'];
    const errors: FieldError[] = [];
    if (interfaceName && !INTERFACE.test(interfaceName)) {
      errors.push(tagError('InterfaceName', interfaceName, 'interface'));
    }
    for (const [index, ip] of (expectedIPs as string[]).entries()) {
      if (parseAddress(ip) === undefined) errors.push(tagError(`ExpectedIPs[${index}]`, ip, 'ip'));
    }
    errors.push(...(ports as EndpointPort[]).flatMap(portErrors));
    if (!interfaceName && expectedIPs.length === 0) {
      const reason = 'no interface name or expected IPs have been specified';
      errors.push({ field: 'InterfaceName', value: '', reason });
    }
    if (!node)
      errors.push({ field: 'InterfaceName', value: interfaceName ?? '', reason: 'no node has been specified' });
    refuse(errors);
  },
});

interface EndpointPort {
  name?: string;
  protocol?: string | number;
  port?: number;
}

function portErrors({ name = '', protocol = '', port = 0 }: EndpointPort): FieldError[] {
  const errors: FieldError[] = [];
  if (!/^[a-zA-Z0-9_.-]{1,128}$/.test(name)) errors.push(tagError('Name', name, 'portName'));
  if (port === 0) errors.push(tagError('Port', port, 'gt'));
  if (!['TCP', 'UDP', 'SCTP', '6', '17', '132'].includes(String(protocol))) {
    const reason = 'rules that specify ports must set protocol to TCP or UDP or SCTP';
    errors.push({ field: 'EndpointPort.Protocol', value: protocol, reason });
  }
  return errors;
}

/** Smallest and largest block of addresses a node may get from a pool. */
const BLOCK_SIZES = { 4: [20, 32], 6: [116, 128] } as const;

const MODES = ['Never', 'Always', 'CrossSubnet'];

const ipPoolKind = calicoKind({
  kind: 'IPPool',
  plural: 'ippools',
  namespaced: false,
  schema: specSchema(
    {
      cidr: { ...TEXT, description: 'The block of addresses.' },
      blockSize: { type: 'integer', goType: 'int', description: 'Size of the blocks nodes get, as a prefix length.' },
      ipipMode: { ...TEXT, enum: MODES, description: 'When packets are packed into IP.' },
      vxlanMode: { ...TEXT, enum: MODES, description: 'When packets are packed into VXLAN.' },
      natOutgoing: { ...FLAG, description: 'Whether pods leave the cluster under the address of their node.' },
      nodeSelector: { ...TEXT, description: 'Nodes that take addresses from it.' },
      disabled: FLAG,
      disableBGPExport: FLAG,
      allowedUses: { type: 'array', items: TEXT },
      awsSubnetID: TEXT,
      ipip: { type: 'any' },
      'nat-outgoing': FLAG,
    },
    'IPPoolSpec',
  ),
  default(pool) {
    const spec: Record<string, unknown> = (pool['spec'] ??= {});
    spec['blockSize'] ??= String(spec['cidr']).includes(':') ? 122 : 26;
    spec['ipipMode'] ??= 'Never';
    spec['vxlanMode'] ??= 'Never';
    spec['nodeSelector'] ||= 'all()';
    spec['allowedUses'] ??= ['Workload', 'Tunnel'];
  },
  admit(pool, { operation }) {
    if (operation === 'delete') return;
    const { cidr, blockSize, nodeSelector, ipipMode, vxlanMode } = pool['spec'];
    const parsed = typeof cidr === 'string' && cidr.includes('/') ? parseCidr(cidr) : undefined;
    const errors = selectorErrors('NodeSelector', nodeSelector);
    if (!MODES.includes(vxlanMode)) errors.push(tagError('VXLANMode', vxlanMode, 'vxlanMode'));
    if (!MODES.includes(ipipMode)) errors.push(tagError('IPIPMode', ipipMode, 'ipIpMode'));
    if (!parsed) errors.push(tagError('CIDR', cidr ?? '', 'net'));
    else errors.push(...blockErrors(parsed, blockSize, cidr));
    refuse(errors);
  },
});

function blockErrors(cidr: NonNullable<ReturnType<typeof parseCidr>>, blockSize: number, text: string): FieldError[] {
  const [smallest, largest] = BLOCK_SIZES[typeof cidr.address === 'number' ? 4 : 6];
  if (blockSize < smallest || blockSize > largest) {
    const reason = `block size must be between ${smallest} and ${largest}`;
    return [{ field: 'IPpool.BlockSize', value: blockSize, reason }];
  }
  if (blockSize >= cidr.prefix) return [];
  return [{ field: 'IPpool.CIDR', value: text, reason: 'IP pool size is too small for use with Calico IPAM' }];
}

export const addressKinds: readonly Kind[] = [hostEndpointKind, ipPoolKind];
