import { constants, createDeflate } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { SPDY_DICTIONARY } from './dictionary.ts';
import { type Frame, FrameReader, SpdyError, writeFrame } from './frames.ts';
import { HeaderReader, HeaderWriter } from './header-block.ts';
import { SpdyConnection } from './spdy-connection.ts';
import type { SpdyStream } from './spdy-stream.ts';

const PATIENCE = 10_000;

describe('frames', () => {
  const bytes = fc.uint8Array({ maxLength: 60 }).map((array) => Buffer.from(array));
  const stream = fc.integer({ min: 1, max: 0x7fffffff });
  const frame: fc.Arbitrary<Exclude<Frame, { type: 'other' }>> = fc.oneof(
    fc.record({ type: fc.constant('data' as const), stream, bytes, last: fc.boolean() }),
    fc.record({
      type: fc.constantFrom('open' as const, 'reply' as const, 'headers' as const),
      stream,
      headers: bytes,
      last: fc.boolean(),
    }),
    fc.record({ type: fc.constant('reset' as const), stream, reason: fc.integer({ min: 1, max: 11 }) }),
    fc.record({ type: fc.constant('ping' as const), id: fc.constant(Buffer.from('abcd')) }),
    fc.record({ type: fc.constant('goaway' as const), lastStream: stream }),
  );

  test('what is written is read again, however the bytes arrive', () => {
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 6 }), fc.integer({ min: 1, max: 9 }), (frames, step) => {
        const wire = Buffer.concat(frames.map(writeFrame));
        const reader = new FrameReader();
        const read: Frame[] = [];
        for (let at = 0; at < wire.length; at += step) read.push(...reader.push(wire.subarray(at, at + step)));
        expect(read).toEqual(frames);
      }),
    );
  });

  test('another version and a giant frame are refused', () => {
    expect(() => [...new FrameReader().push(Buffer.from('8002000100000000', 'hex'))]).toThrow(SpdyError);
    expect(() => [...new FrameReader().push(Buffer.from('0000000100ffffff', 'hex'))]).toThrow(SpdyError);
  });

  test('any bytes give frames or a SpdyError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (noise) => {
        try {
          for (const read of new FrameReader().push(noise)) expect(read).toHaveProperty('type');
        } catch (error) {
          expect(error).toBeInstanceOf(SpdyError);
        }
      }),
    );
  });
});

describe('header blocks', () => {
  test('the dictionary is the one of the draft', () => {
    expect(SPDY_DICTIONARY.length).toBe(1423);
  });

  test('are read as a real compressor writes them, one after the other', async () => {
    const deflate = createDeflate({ dictionary: SPDY_DICTIONARY });
    const compressed = async (text: Buffer): Promise<Buffer> => {
      deflate.write(text);
      await new Promise<void>((resolve) => deflate.flush(constants.Z_SYNC_FLUSH, resolve));
      return deflate.read();
    };
    const block = (name: string, value: string) => Buffer.concat([Buffer.of(0, 0, 0, 1), sized(name), sized(value)]);
    const reader = new HeaderReader();
    expect(await reader.read(await compressed(block('Streamtype', 'error')))).toEqual({ streamtype: 'error' });
    expect(await reader.read(await compressed(block('streamtype', 'data')))).toEqual({ streamtype: 'data' });
  });

  test('are written so that they can be read', async () => {
    const writer = new HeaderWriter();
    const reader = new HeaderReader();
    expect(await reader.read(writer.write({}))).toEqual({});
    expect(await reader.read(writer.write({ port: '80', requestid: '0' }))).toEqual({ port: '80', requestid: '0' });
  });

  test.each(['', 'nonsense', '\x00\x00'])('%j is none', async (text) => {
    await expect(new HeaderReader().read(Buffer.from(text))).rejects.toThrow(SpdyError);
  });
});

describe('a connection', () => {
  const open = () => {
    const sent: Frame[] = [];
    const reader = new FrameReader();
    const streams: SpdyStream[] = [];
    let closed = false;
    const connection = new SpdyConnection({
      send: (bytes) => sent.push(...reader.push(bytes)),
      close: () => void (closed = true),
    });
    connection.onStream = (stream) => streams.push(stream);
    const headers = new HeaderWriter();
    const client = (frame: Parameters<typeof writeFrame>[0]) => connection.receive(writeFrame(frame));
    return {
      connection,
      sent,
      streams,
      client,
      openStream: (stream: number, last = false) =>
        client({ type: 'open', stream, headers: headers.write({ streamtype: 'data' }), last }),
      isClosed: () => closed,
    };
  };

  test('carries what each side writes, and its end', async () => {
    const { client, openStream, streams, sent, connection } = open();
    openStream(1);
    client({ type: 'data', stream: 1, bytes: Buffer.from('early'), last: false });
    await vi.waitFor(() => expect(streams).toHaveLength(1), PATIENCE);
    const heard: string[] = [];
    streams[0]!.reply();
    streams[0]!.listen(
      (bytes) => heard.push(Buffer.from(bytes).toString()),
      () => heard.push('END'),
    );
    client({ type: 'data', stream: 1, bytes: Buffer.from('late'), last: true });
    await vi.waitFor(() => expect(heard).toContain('END'), PATIENCE);
    streams[0]!.write(Buffer.from('answer'));
    streams[0]!.end();
    streams[0]!.write(Buffer.from('too late'));
    connection.goAway();
    expect(heard).toEqual(['early', 'late', 'END']);
    expect(sent.map(({ type }) => type)).toEqual(['reply', 'data', 'data', 'goaway']);
  });

  test('answers a ping with the same', async () => {
    const { client, sent } = open();
    client({ type: 'ping', id: Buffer.from('1234') });
    await vi.waitFor(() => expect(sent).toEqual([{ type: 'ping', id: Buffer.from('1234') }]), PATIENCE);
  });

  test('tells its streams and its owner, once, that the client is gone', async () => {
    const { connection, openStream, streams } = open();
    let ends = 0;
    let losses = 0;
    connection.onLost = () => void losses++;
    openStream(1);
    await vi.waitFor(() => expect(streams).toHaveLength(1), PATIENCE);
    streams[0]!.listen(
      () => {},
      () => void ends++,
    );
    connection.lost();
    connection.lost();
    expect([ends, losses]).toEqual([1, 1]);
  });

  test('closes on what is no SPDY', async () => {
    const { connection, isClosed } = open();
    connection.receive(Buffer.from('GET / HTTP/1.1\r\n\r\n\xff\xff\xff\xff', 'latin1'));
    connection.receive(Buffer.alloc(64, 0xff));
    await vi.waitFor(() => expect(isClosed()).toBe(true), PATIENCE);
  });
});

function sized(text: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  return Buffer.concat([length, Buffer.from(text)]);
}
