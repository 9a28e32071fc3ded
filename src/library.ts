export { formatQuery, parseQuery } from './calico/index.ts';
