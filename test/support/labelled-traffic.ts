import { createRandom } from '../../src/clock/index.ts';

/** One connection: seconds from the start, who, and to which port. */
export interface Knock {
  at: number;
  source: string;
  port: number;
}

/** Two hours of traffic, and who in it scanned at least `threshold` ports within five aligned minutes. */
export interface LabelledTraffic {
  knocks: Knock[];
  scanners: Set<string>;
}

const BUCKET = 300;
const BUCKETS = 24;

/** Traffic of ten workloads, each with a habit drawn from the seed. Knows of scans by construction, not by counting. */
export function labelledTraffic(seed: number, threshold: number): LabelledTraffic {
  const random = createRandom(`traffic/${seed}`);
  const knocks: Knock[] = [];
  const scanners = new Set<string>();
  for (let index = 0; index < 10; index++) {
    const source = `workload-${index}`;
    const bucket = 2 + random.integer(BUCKETS - 6);
    const from = 1 + random.integer(50_000);
    const burst = (count: number, start: number, seconds: number, step = 1) => {
      for (let each = 0; each < count; each++) {
        knocks.push({ at: start + (each * seconds) / count, source, port: from + each * step });
      }
    };
    switch (random.integer(6)) {
      case 0:
        scanners.add(source);
        burst(threshold + random.integer(400), bucket * BUCKET + 20, 200);
        break;
      case 1:
        scanners.add(source);
        burst(threshold, bucket * BUCKET + 20, 240, 3);
        break;
      case 2:
        burst(threshold - 1 - random.integer(80), bucket * BUCKET + 20, 200);
        break;
      case 3:
        // As many ports, but half of them in the next five minutes.
        burst(threshold, (bucket + 1) * BUCKET - 100, 200);
        break;
      case 4:
        for (let round = 0; round < 30; round++) burst(20, bucket * BUCKET + 20 + round * 8, 6);
        break;
      default:
        burst(1_000, 10, BUCKET * (BUCKETS - 1));
    }
  }
  knocks.sort((left, right) => left.at - right.at);
  return { knocks, scanners };
}
