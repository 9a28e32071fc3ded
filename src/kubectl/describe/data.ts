import { annotationLines, type Describer, eventLines, pairLines } from './describer.ts';

/** A config map: its texts in full. */
export const describeConfigMap: Describer = async (object, context) => {
  const { metadata, data = {}, binaryData = {} } = object;
  const texts = Object.keys(data)
    .sort()
    .flatMap((key) => [`${key}:`, '----', ...String(data[key]).split('\n'), '']);
  const binaries = Object.keys(binaryData)
    .sort()
    .map((key) => `${key}: ${byteLength(binaryData[key])} bytes`);
  return [
    `Name:\t${metadata.name}`,
    `Namespace:\t${metadata.namespace}`,
    ...pairLines('Labels', metadata.labels),
    ...annotationLines(metadata.annotations),
    '',
    'Data',
    '====',
    ...texts,
    '',
    'BinaryData',
    '====',
    ...binaries,
    '',
    ...(await eventLines(object, context)),
  ];
};

/** A secret: only how long its values are. */
export const describeSecret: Describer = async (object) => {
  const { metadata, data = {}, type } = object;
  return [
    `Name:\t${metadata.name}`,
    `Namespace:\t${metadata.namespace}`,
    ...pairLines('Labels', metadata.labels),
    ...annotationLines(metadata.annotations),
    '',
    `Type:\t${type ?? ''}`,
    '',
    'Data',
    '====',
    ...Object.keys(data)
      .sort()
      .map((key) => `${key}:\t${byteLength(data[key])} bytes`),
  ];
};

/** How many bytes base64 text stands for. */
function byteLength(encoded: string): number {
  return Math.floor((encoded.length * 3) / 4) - (/=*$/.exec(encoded)?.[0].length ?? 0);
}
