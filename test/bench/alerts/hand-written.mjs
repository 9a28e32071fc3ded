// What a person would write for this one query, and for nothing else.

/** Columns of codes for the fields the query names, filled row by row. */
export function handWrittenColumns(rows) {
  const column = () => ({ codes: new Uint16Array(rows), ids: new Map(), values: [] });
  const columns = {
    labels: column(),
    dest_namespace: column(),
    source_namespace: column(),
    proto: column(),
    action: column(),
    reporter: column(),
    source_name_aggr: column(),
    dest_name_aggr: column(),
  };
  const numFlows = new Uint32Array(rows);
  const put = ({ codes, ids, values }, at, value, key = value) => {
    let id = ids.get(key);
    if (id === undefined) {
      id = values.push(value) - 1;
      ids.set(key, id);
    }
    codes[at] = id;
  };
  return {
    columns,
    numFlows,
    add(at, document) {
      const { labels } = document.dest_labels;
      put(columns.labels, at, labels, labels.join());
      for (const name of Object.keys(columns)) if (name !== 'labels') put(columns[name], at, document[name]);
      numFlows[at] = document.num_flows;
    },
  };
}

/** One pass over the codes; how many buckets have a sum above zero. */
export function handWrittenLoop({ columns, numFlows }) {
  const where = (column, test) => Uint8Array.from(column.values, (value) => (test(value) ? 1 : 0));
  const strict = where(columns.labels, (labels) => labels.includes('security=strict'));
  const to = where(columns.dest_namespace, (value) => value === 'hipstershop');
  const from = where(columns.source_namespace, (value) => value !== 'hipstershop');
  const tcp = where(columns.proto, (value) => value === 'tcp');
  const allow = where(columns.action, (value) => value === 'allow');
  const source = where(columns.reporter, (value) => value === 'src');
  const [labelCodes, toCodes, fromCodes] = [columns.labels, columns.dest_namespace, columns.source_namespace].map(
    ({ codes }) => codes,
  );
  const [tcpCodes, actionCodes, reporterCodes] = [columns.proto, columns.action, columns.reporter].map(
    ({ codes }) => codes,
  );
  const [sourceCodes, destCodes] = [columns.source_name_aggr.codes, columns.dest_name_aggr.codes];
  // An aggregated name lies in one namespace, so two of the four fields tell the buckets apart.
  const width = columns.dest_name_aggr.values.length;
  const sums = new Float64Array(columns.source_name_aggr.values.length * width);
  for (let row = 0; row < numFlows.length; row++) {
    const holds =
      strict[labelCodes[row]] &
      to[toCodes[row]] &
      from[fromCodes[row]] &
      tcp[tcpCodes[row]] &
      (allow[actionCodes[row]] | source[reporterCodes[row]]);
    if (holds) sums[sourceCodes[row] * width + destCodes[row]] += numFlows[row];
  }
  let buckets = 0;
  for (const sum of sums) if (sum > 0) buckets++;
  return buckets;
}

/** The query as plain code over plain documents. */
export function naiveLoop(documents) {
  const sums = new Map();
  for (const document of documents) {
    if (!document.dest_labels?.labels.includes('security=strict')) continue;
    if (document.dest_namespace !== 'hipstershop' || document.source_namespace === 'hipstershop') continue;
    if (document.proto !== 'tcp') continue;
    if (document.action !== 'allow' && document.reporter !== 'src') continue;
    const { source_namespace, source_name_aggr, dest_namespace, dest_name_aggr } = document;
    const key = `${source_namespace}|${source_name_aggr}|${dest_namespace}|${dest_name_aggr}`;
    sums.set(key, (sums.get(key) ?? 0) + document.num_flows);
  }
  return [...sums.values()].filter((sum) => sum > 0).length;
}
