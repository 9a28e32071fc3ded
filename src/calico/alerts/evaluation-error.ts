/** A run that the log store would refuse: the alert turns unhealthy and says so in its status. */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError';
}
