import { ApiHeaders, type HeaderPairs } from './api-headers.ts';
import { textOf } from './text-of.ts';

export interface ApiResponseInit {
  /** 200 unless named. */
  status?: number;
  headers?: HeaderPairs;
}

/** An answer of the API. A watch and a followed log are streams; every other body is there at once. */
export class ApiResponse {
  readonly status: number;
  readonly headers: ApiHeaders;
  readonly body: string | Uint8Array | ReadableStream<Uint8Array>;

  constructor(body: ApiResponse['body'], { status = 200, headers = {} }: ApiResponseInit = {}) {
    this.status = status;
    this.headers = new ApiHeaders(headers);
    this.body = body;
    if (typeof body === 'string' && this.headers.get('content-type') === null) {
      this.headers.set('content-type', 'text/plain;charset=UTF-8');
    }
  }

  /** A JSON answer on one line. */
  static json(value: unknown, init: ApiResponseInit = {}): ApiResponse {
    const headers = new ApiHeaders(init.headers);
    if (headers.get('content-type') === null) headers.set('content-type', 'application/json');
    return new ApiResponse(JSON.stringify(value), { ...init, headers });
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  /** The whole body, once it has ended. */
  async text(): Promise<string> {
    const { body } = this;
    if (typeof body === 'string' || body instanceof Uint8Array) return textOf(body);
    const decoder = new TextDecoder();
    let text = '';
    for await (const piece of body) text += decoder.decode(piece, { stream: true });
    return text + decoder.decode();
  }

  // biome-ignore lint/suspicious/noExplicitAny: any JSON the API serves
  async json(): Promise<any> {
    return JSON.parse(await this.text());
  }
}
