import type { Schema } from '../types.ts';

/** Short forms, so that a kind's schema reads like its documentation. */
export const text: Schema = { type: 'string' };
export const integer: Schema = { type: 'integer' };
export const flag: Schema = { type: 'boolean' };
export const quantity: Schema = { type: 'quantity' };
export const intOrString: Schema = { type: 'intOrString' };
export const anything: Schema = { type: 'any' };
export const texts: Schema = { type: 'array', items: text };
export const textMap: Schema = { type: 'map', values: text };

/** A Go struct: its name (which type errors tell) and its fields. */
export function struct(name: string, fields: Record<string, Schema>): Extract<Schema, { type: 'object' }> {
  return { type: 'object', name, fields };
}

/** As `struct`, of which only the fields that are read here are described: others are taken as they come. */
export function openStruct(name: string, fields: Record<string, Schema>): Extract<Schema, { type: 'object' }> {
  return { type: 'object', name, fields, open: true };
}

export function listOf(items: Schema): Schema {
  return { type: 'array', items };
}

export function mapOf(values: Schema): Schema {
  return { type: 'map', values };
}

/** A field with the sentence `kubectl explain` shows. */
export function described(description: string, schema: Schema): Schema {
  return { ...schema, description };
}
