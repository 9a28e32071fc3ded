import type { Json } from '../client/api-client.ts';
import { qualifiedKind } from '../client/discovery.ts';
import { dryRunSuffix, type Invocation } from '../invocation.ts';
import { type ObjectPrinter, objectPrinter } from './printer.ts';

/** Says what became of an object (`pod/web created`), or prints it where `-o` asks for that. */
export type ResultPrinter = (object: Json, operation: string) => void;

/** How this call reports what it did to objects. */
export async function resultPrinter(call: Invocation, keepOrder = false): Promise<ResultPrinter> {
  const printer: ObjectPrinter | undefined = await objectPrinter(call, false, keepOrder);
  const suffix = dryRunSuffix(call.dryRun);
  return (object, operation) => {
    if (printer) return call.print(printer(object));
    call.print(`${qualifiedKind(object)}/${object.metadata?.name ?? ''} ${operation}${suffix}\n`);
  };
}
