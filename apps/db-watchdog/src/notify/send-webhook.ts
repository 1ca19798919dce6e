import { createHmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

export interface HttpPost {
  readonly url: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

/** `sent`; `refused` when it would be refused again; `failed` when it may work later. */
export interface Delivery {
  readonly outcome: 'sent' | 'refused' | 'failed';
  /** For the log; never an address, which may hold a secret. */
  readonly note: string | null;
}

/**
 * Posts JSON and says what became of it. Never rejects. Node's own client rather than fetch, which alone would take more
 * memory than the rest of the watchdog.
 */
export function postJson({ url, body, headers, timeoutMs }: HttpPost): Promise<Delivery> {
  return new Promise((resolve) => {
    const request = (url.startsWith('https:') ? httpsRequest : httpRequest)(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers },
      signal: AbortSignal.timeout(timeoutMs),
    });
    request.on('response', (response) => {
      response.resume();
      response.on('error', () => {});
      resolve(deliveryOf(response.statusCode ?? 0));
    });
    request.on('error', (error) => resolve({ outcome: 'failed', note: noteOf(error) }));
    request.end(body);
  });
}

function deliveryOf(status: number): Delivery {
  if (status >= 200 && status < 300) return { outcome: 'sent', note: null };
  const passing = status >= 500 || status === 408 || status === 425 || status === 429;
  return { outcome: passing ? 'failed' : 'refused', note: `it answered ${status}` };
}

function noteOf(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return code === 'ABORT_ERR' || error.name === 'TimeoutError' ? 'no answer in time' : code;
}

/**
 * The header that lets a receiver know who sent it: `t=<seconds>,v1=<HMAC-SHA256 of "<seconds>.<body>", hex>`. The time
 * is signed as well, so that an old message cannot be sent again by somebody who saw it.
 */
export function signatureOf(body: string, secret: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}
