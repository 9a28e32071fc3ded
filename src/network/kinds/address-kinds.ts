import type { Kind } from '../../cluster/index.ts';
import { parseAddress } from '../addresses/address.ts';
import { parseCidr } from '../addresses/cidr.ts';
import { calicoKind } from './calico-kind.ts';
import { type FieldError, refuse, tagError } from './field-error.ts';
import { selectorErrors } from './selector-errors.ts';

const hostEndpointKind = calicoKind({
  kind: 'HostEndpoint',
  plural: 'hostendpoints',
  namespaced: false,
  shortNames: ['hep', 'heps'],
  audit: 'ee',
  default(endpoint) {
    endpoint['spec'] ??= {};
  },
  admit(endpoint, { operation }) {
    if (operation === 'delete') return;
    const { interfaceName, expectedIPs = [], node } = endpoint['spec'];
    const errors: FieldError[] = (expectedIPs as string[]).flatMap((ip, index) =>
      parseAddress(ip) === undefined ? [tagError(`ExpectedIPs[${index}]`, ip, 'ip')] : [],
    );
    if (!interfaceName && expectedIPs.length === 0) {
      const reason = 'no interface name or expected IPs have been specified';
      errors.push({ field: 'InterfaceName', value: '', reason });
    }
    if (!node)
      errors.push({ field: 'InterfaceName', value: interfaceName ?? '', reason: 'no node has been specified' });
    refuse(errors);
  },
});

/** Smallest and largest block of addresses a node may get from a pool. */
const BLOCK_SIZES = { 4: [20, 32], 6: [116, 128] } as const;

const ipPoolKind = calicoKind({
  kind: 'IPPool',
  plural: 'ippools',
  namespaced: false,
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
    const { cidr, blockSize, nodeSelector } = pool['spec'];
    const parsed = typeof cidr === 'string' && cidr.includes('/') ? parseCidr(cidr) : undefined;
    const errors = selectorErrors('NodeSelector', nodeSelector);
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
