export { startOperator } from './start-operator.ts';
