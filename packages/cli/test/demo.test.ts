import { beforeAll, expect, test } from 'vitest';
import { build, repository, start } from './command-line.ts';

beforeAll(build);

test('the demonstration goes as it is told: the three errors, what verify finds, and a clean end', async () => {
  const { exitCode, stdout, stderr } = await start(process.execPath, ['scripts/demo/demo.js'], repository).finished;
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  for (const said of [
    'relation "ai_agent_providers" does not exist',
    'relation "user_ai_agents" does not exist',
    'column "value" of relation "system_performance_metrics" does not exist',
    'migrations/020_add_user_ai_agents.sql:51   table public.ai_agent_providers\n',
    'column public.system_performance_metrics.value\n',
    '19 migrations applied',
    '✓ record a measurement',
    '✓ The schema is what the migrations say',
  ]) {
    expect(stdout).toContain(said);
  }
});
