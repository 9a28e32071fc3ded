export { AlertTestError, type AlertTestFile, readAlertTests } from './alert-test-file.ts';
export { runAlertTest } from './run-alert-test.ts';
