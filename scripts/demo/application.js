import { readFileSync } from 'node:fs';

const queries = new URL('../../apps/backend/sql/', import.meta.url);
const now = new Date().toISOString();

/** What the application asks when somebody opens its first page; the SQL is that of apps/backend. */
const requests = [
  { what: 'list the AI providers', query: 'agents/list-providers', values: [false] },
  { what: "list somebody's agents", query: 'agents/list-agents', values: [1] },
  {
    what: 'record a measurement',
    query: 'metrics/insert-measurements',
    values: [[now], ['api_latency'], [12.5], ['ms'], ['{}'], ['{}']],
  },
];

/** Runs them. @returns what each of them came to: `error` is null when it worked */
export async function askAsTheApplication(client) {
  const answers = [];
  for (const { what, query, values } of requests) {
    const text = readFileSync(new URL(`${query}.sql`, queries), 'utf8');
    const error = await client.query(text, values).then(
      () => null,
      (reason) => reason.message,
    );
    answers.push({ what, query: `${query}.sql`, error });
  }
  return answers;
}
