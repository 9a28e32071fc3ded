import { hash } from '../../clock/index.ts';
import type { HttpRequest, HttpResponse } from '../types.ts';
import { byteLength, headerOf, httpDate, type Program, pathOnly, respond, type ServerPlace } from './program.ts';

/** The catalogue of the demo shop: product id, name, price in dollars. */
const PRODUCTS = [
  ['OLJCESPC7Z', 'Sunglasses', '19.99'],
  ['66VCHSJNUP', 'Tank Top', '18.99'],
  ['1YMWWN1N4O', 'Watch', '109.99'],
  ['L9ECAV7KIM', 'Loafers', '89.99'],
  ['2ZYFJ3GM2N', 'Hairdryer', '24.99'],
  ['0PUK6V6EV0', 'Candle Holder', '18.99'],
  ['LS4PSXUNUM', 'Salt & Pepper Shakers', '18.49'],
  ['9SIQT8TOJO', 'Bamboo Glass Jar', '5.49'],
  ['6E92ZMYYFZ', 'Mug', '8.99'],
] as const;

/** Milliseconds a page takes that asks several other services. */
const PAGE_DELAY = 25;

/** What each kind of page asks of the other services, in order, and what it says when one does not answer. */
const HOME: readonly Question[] = [
  ['CURRENCY_SERVICE_ADDR', 'could not retrieve currencies'],
  ['PRODUCT_CATALOG_SERVICE_ADDR', 'could not retrieve products'],
  ['CART_SERVICE_ADDR', 'could not retrieve cart'],
  ['AD_SERVICE_ADDR', undefined],
];
const PRODUCT: readonly Question[] = [
  ['PRODUCT_CATALOG_SERVICE_ADDR', 'could not retrieve product'],
  ['CURRENCY_SERVICE_ADDR', 'could not retrieve currencies'],
  ['CART_SERVICE_ADDR', 'could not retrieve cart'],
  ['RECOMMENDATION_SERVICE_ADDR', 'failed to get product recommendations'],
  ['AD_SERVICE_ADDR', undefined],
];
const CART: readonly Question[] = [
  ['CURRENCY_SERVICE_ADDR', 'could not retrieve currencies'],
  ['CART_SERVICE_ADDR', 'could not retrieve cart'],
  ['RECOMMENDATION_SERVICE_ADDR', 'failed to get product recommendations'],
  ['SHIPPING_SERVICE_ADDR', 'failed to get shipping quote'],
];

/** The variable that names the service, and the error without it; undefined: the page does without. */
type Question = readonly [variable: string, error: string | undefined];

/** The shop's web server: a Go program that renders pages from what the other services say, and fails without them. */
export function frontend({ reach }: ServerPlace): Program {
  return {
    http(request) {
      const path = pathOnly(request.path);
      if (path === '/_healthz') return text(request, [200, 'OK'], 'ok');
      if (path === '/robots.txt') return text(request, [200, 'OK'], 'User-agent: *\nDisallow: /');
      if (!['GET', 'HEAD', 'POST'].includes(request.method)) return text(request, [405, 'Method Not Allowed'], '');
      const product = PRODUCTS.find(([id]) => path === `/product/${id}`);
      const questions = path === '/' ? HOME : path === '/cart' ? CART : product && PRODUCT;
      if (!questions) return text(request, [404, 'Not Found'], '404 page not found\n');
      const error = firstFailure(questions, reach);
      if (error !== undefined) return errorPage(request, error);
      if (path === '/') return page(request, 'Hot Products', HOT_PRODUCTS);
      if (product) return page(request, product[1], productCard(product));
      return page(request, 'Cart', '<h3>Your shopping cart is empty!</h3>');
    },
  };
}

const HOT_PRODUCTS = PRODUCTS.map(productCard).join('\n');

function firstFailure(questions: readonly Question[], reach: ServerPlace['reach']): string | undefined {
  return questions.find(([variable, error]) => !reach(variable) && error !== undefined)?.[1];
}

function errorPage(request: HttpRequest, error: string): HttpResponse {
  const content = `      <h3>Uh, oh!</h3>
      <p>Something has failed. Below are some details for debugging.</p>
      <p><strong>HTTP Status:</strong> 500 Internal Server Error</p>
      <pre>rpc error: code = Unavailable
${error}</pre>`;
  return page(request, 'Error', content, [500, 'Internal Server Error']);
}

function productCard([id, name, price]: (typeof PRODUCTS)[number]): string {
  return `      <a href="/product/${id}"><div class="hot-product-card-name">${name.replace('&', '&amp;')}</div>
      <div class="hot-product-card-price">$${price}</div></a>`;
}

function page(
  request: HttpRequest,
  title: string,
  content: string,
  status: readonly [number, string] = [200, 'OK'],
): HttpResponse {
  const { body, length } = bodyOf(title, content);
  const headers = [
    ...(headerOf(request, 'cookie') ? [] : [['Set-Cookie', sessionCookie(request)] as const]),
    ['Date', httpDate(request.now)] as const,
    ['Content-Type', 'text/html; charset=utf-8'] as const,
    ['Content-Length', length] as const,
  ];
  return respond(request.method, status, headers, body, PAGE_DELAY);
}

interface Body {
  readonly body: string;
  readonly length: string;
}

/** There are as many bodies as products, errors and other pages: few. */
const BODIES = new Map<string, Body>();

function bodyOf(title: string, content: string): Body {
  const key = `${title}\n${content}`;
  let known = BODIES.get(key);
  if (!known) {
    const body = renderPage(title, content);
    BODIES.set(key, (known = { body, length: String(byteLength(body)) }));
  }
  return known;
}

function renderPage(title: string, content: string): string {
  return `
<!DOCTYPE html>
<html lang="en">

<head>
  <meta charset="UTF-8">
  <title>Online Boutique</title>
</head>

<body>
  <main role="main" class="home">
    <h3>${title}</h3>
    <div class="hot-products-row">
${content}
    </div>
  </main>
</body>
</html>
`;
}

/** A session id as a UUID; made from the request, for a server here is pure. */
function sessionCookie({ now, host, path }: HttpRequest): string {
  const part = (salt: string, length: number) =>
    (hash(`${salt}${now}${host}${path}`) >>> 0).toString(16).padStart(8, '0').repeat(2).slice(0, length);
  const id = `${part('a', 8)}-${part('b', 4)}-4${part('c', 3)}-a${part('d', 3)}-${part('e', 12)}`;
  return `shop_session-id=${id}; Max-Age=172800`;
}

function text({ method, now }: HttpRequest, status: readonly [number, string], body: string): HttpResponse {
  const headers = [
    ['Date', httpDate(now)],
    ['Content-Length', String(byteLength(body))],
    ['Content-Type', 'text/plain; charset=utf-8'],
  ] as const;
  return respond(method, status, headers, body);
}
