import { dbmate } from './dbmate.ts';
import { drizzle } from './drizzle.ts';
import { flyway } from './flyway.ts';
import { golangMigrate } from './golang-migrate.ts';
import { goose } from './goose.ts';
import { graphileMigrate } from './graphile-migrate.ts';
import { knex } from './knex.ts';
import { kysely } from './kysely.ts';
import { liquibase } from './liquibase.ts';
import { nodePgMigrate } from './node-pg-migrate.ts';
import { postgresMigrations } from './postgres-migrations.ts';
import { prisma } from './prisma.ts';
import { rails } from './rails.ts';
import type { Recogniser } from './recogniser.ts';
import { sequelize } from './sequelize.ts';
import { sqlx } from './sqlx.ts';
import { typeorm } from './typeorm.ts';

/** Every tool that is known. Where two fit one table, the earlier one is meant. */
export const recognisers: readonly Recogniser[] = [
  ...[flyway, liquibase, golangMigrate, goose, rails, dbmate, nodePgMigrate, knex, prisma, drizzle],
  ...[graphileMigrate, sequelize, typeorm, kysely, sqlx, postgresMigrations],
];
