// The same alert in DuckDB: in memory, two threads.
import { DuckDBInstance, DuckDBListValue, LIST, VARCHAR } from '@duckdb/node-api';

const TEXTS = [
  'source_namespace',
  'source_name_aggr',
  'dest_namespace',
  'dest_name_aggr',
  'proto',
  'action',
  'reporter',
];

const SQL = `
  SELECT source_namespace, source_name_aggr, dest_namespace, dest_name_aggr, sum(num_flows) AS value
  FROM flows
  WHERE list_contains(labels, 'security=strict') AND dest_namespace = 'hipstershop'
    AND source_namespace <> 'hipstershop' AND proto = 'tcp'
    AND ((action = 'allow' AND (reporter = 'dst' OR reporter = 'src')) OR (action = 'deny' AND reporter = 'src'))
  GROUP BY ALL HAVING value > 0`;

/** A table with the columns that the query needs, and no others. */
export async function openDuckDb() {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  await connection.run(
    `CREATE TABLE flows (${TEXTS.map((name) => `${name} VARCHAR`).join()}, labels VARCHAR[], num_flows INTEGER)`,
  );
  const appender = await connection.createAppender('flows');
  return {
    add(document) {
      for (const name of TEXTS) appender.appendVarchar(document[name]);
      appender.appendList(new DuckDBListValue(document.dest_labels.labels), LIST(VARCHAR));
      appender.appendInteger(document.num_flows);
      appender.endRow();
    },
    finish() {
      appender.closeSync();
    },
    /** How many buckets hold; the work is all in DuckDB, whose rows never become objects here. */
    async run() {
      const reader = await connection.runAndReadAll(`SELECT count(*) FROM (${SQL})`);
      return Number(reader.getRows()[0][0]);
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
