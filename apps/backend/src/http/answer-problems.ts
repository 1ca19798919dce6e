import type { App } from './app.ts';
import { problemOf } from './problem-of.ts';
import { HttpProblem, problems } from './problems.ts';

/** Every error of every route becomes a problem (RFC 9457); what went wrong inside goes to the log alone. */
export function answerProblems(app: App): void {
  app.setErrorHandler(async (error, request, reply) => {
    const problem = problemOf(error);
    const { status, title } = problems[problem.code];
    if (status >= 500) request.log.error({ err: error, problem: problem.code }, 'request failed');
    else request.log.debug({ problem: problem.code, detail: problem.message }, 'request refused');
    if (problem.retryAfterSeconds !== null) reply.header('retry-after', String(problem.retryAfterSeconds));
    if (status === 401) reply.header('www-authenticate', 'Bearer');
    return reply
      .code(status)
      .type('application/problem+json')
      .send({
        type: `/problems/${problem.code}`,
        title,
        status,
        detail: problem.message,
        requestId: request.id,
        ...(problem.errors === null ? {} : { errors: problem.errors }),
      });
  });
  app.setNotFoundHandler(() => {
    throw new HttpProblem('not-found', 'No route has this method and path.');
  });
}
