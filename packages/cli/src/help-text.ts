/** What `--help` shows beneath the options of each command. */
export const examples = {
  plumbline: `
Which database: --url, else MIGRATION_DATABASE_URL, else DATABASE_URL, else PGHOST and its like,
else the development server of this project. Every flag has a variable: --lock-wait is PLUMBLINE_LOCK_WAIT.

Examples:
  plumbline migrate                     apply what is pending
  plumbline status                      what is applied, what is not
  plumbline plan                        what would run, and what it would lock
  plumbline doctor                      whether everything is in place for it
  plumbline new add invoices            make the next migration file
  plumbline lint                        judge new files, without any database

Exit codes: 0 ok, 1 failed, 2 wrong usage or settings, 3 pending (status --exit-code, verify), 4 findings (verify, diff),
5 lint findings, 6 files and history disagree, 75 try again later, 130 and 143 stopped by a signal.`,
  migrate: `
Examples:
  plumbline migrate
  plumbline migrate --dry-run
  plumbline migrate --to 018 --lock-timeout 10s
  DATABASE_URL=postgres://app@db/app plumbline migrate --json`,
  status: `
Examples:
  plumbline status
  plumbline status --exit-code          fail a pipeline when something is pending
  plumbline status --json`,
  plan: `
Examples:
  plumbline plan                        statements, transactions, locks
  plumbline plan --to 018 --json`,
  repair: `
Examples:
  plumbline repair --accept 018_orders.sql      take an edited file for the one that was applied
  plumbline repair --mark-applied 019           what was brought to its end by hand
  plumbline repair --mark-pending 019           run it again
  plumbline repair --drop-invalid-indexes --yes
  plumbline repair --accept 018 --dry-run       only show the difference`,
  baseline: `
Examples:
  plumbline baseline 018_orders --dry-run       what would be recorded, what is missing
  plumbline baseline 018_orders && plumbline migrate`,
  adopt: `
Judges every migration by what is there, finds what is missing, and tries it on a copy of the structure.

Examples:
  plumbline adopt                       the evidence and the plan; nothing is changed
  plumbline adopt --apply               do it, in one transaction
  plumbline adopt --apply --allow 'column public.orders.total'`,
  heal: `
For a database whose history is good and whose schema was changed by somebody else.

Examples:
  plumbline heal                        migrations/022_heal_1.sql, rehearsed
  plumbline heal --dry-run              what it would do
  plumbline heal --apply                do it here and now, in one transaction`,
  down: `
Beside 018_orders.sql lies 018_orders.down.sql, which takes back what that did.

Examples:
  plumbline down                        revert the last migration
  plumbline down --to 017               revert everything after 017
  plumbline down --dry-run              what would be reverted, and how many rows go`,
  doctor: `
Examples:
  plumbline doctor
  plumbline doctor --json`,
  verify: `
Compared with the snapshot beside the migrations where it belongs to them, else with what was recorded after the
last run, else with a replay of the migrations in a scratch database.

Examples:
  plumbline verify
  plumbline verify --fail-on critical
  plumbline verify --expected other.snapshot.json
  plumbline verify --html report.html
  plumbline verify --format github      annotations in a pull request`,
  diff: `
Examples:
  plumbline diff postgres://staging/app postgres://production/app
  plumbline diff "$STAGING" "$PRODUCTION" --json`,
  watch: `
One check of every database that the watchdog's variables name (DATABASE_URL or WATCHDOG_TARGETS, WATCHDOG_MIGRATIONS,
WATCHDOG_WEBHOOK_URL, ...), with its messages; WATCHDOG_STATE_FILE remembers what was told. docs/watchdog.md has them all.

Examples:
  plumbline watch --once                for cron: messages when findings appear and when they are gone
  plumbline watch --once --json         for CI
  plumbline watch                       the daemon, in the foreground

Exit codes of --once: 0 true, 4 findings, 6 files and history disagree, 3 pending, 75 no answer,
2 wrong variables or password, 1 a fault; of several databases the worst.`,
  explain: `
Examples:
  plumbline explain missing-relation
  plumbline explain 42804`,
  snapshot: `
Examples:
  plumbline snapshot                    write migrations/schema.snapshot.json
  plumbline snapshot --check            fail when it is not what the migrations make`,
  new: `
Examples:
  plumbline new add invoices            migrations/022_add_invoices.sql
  $EDITOR "$(plumbline new add invoices)"`,
  lint: `
Examples:
  plumbline lint                        files that are not on the main branch yet
  plumbline lint --base origin/main     compare with a branch: numbers, edits
  plumbline lint --all --fail-on warning
  plumbline lint migrations/022_add_invoices.sql
  plumbline lint --base origin/main --format github`,
  reset: `
Examples:
  plumbline reset                       asks for the name of the database first
  plumbline reset --yes-drop app_dev && plumbline migrate`,
  dev: `
Examples:
  plumbline dev                         a migrated PostgreSQL for this project, in .plumbline
  plumbline dev --stop`,
} as const;
