import type { TestProject } from "vitest/node";
import { findChromium, findWindowless } from "./services/chromium";
import { createMigrated, startPostgres } from "./services/postgres";
import { makeEmbedded } from "./services/embedded";
import { startRedis } from "./services/redis";

export type { ProvidedContext } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** The address of a Postgres that all test files share: `createDatabase(inject("postgresUrl"))`. */
    postgresUrl: string;
    /** The address of a database in it that has all tables and no rows: `copyDatabase(…)`. */
    migratedUrl: string;
    /** A data folder as it is after the first start on PGlite, before anybody has an account. */
    embeddedFolder: string;
    /** The address of a Redis that all test files share. */
    redisUrl: string;
    /** The Chromium that opens a page with the least work. */
    chromiumPath: string;
    /** The Chromium that people have. */
    wholeChromiumPath: string;
  }
}

/** Prepares everything that the tests need before the first of them runs. A missing service fails all of them. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const wholeChromiumPath = await findChromium();
  const chromiumPath = (await findWindowless()) ?? wholeChromiumPath;
  const redis = await startRedis();
  // Hundreds of databases are made and dropped in it, and each drop would write all of them to the disk.
  const postgres = await startPostgres({ durable: false });
  project.provide("postgresUrl", postgres.url);
  project.provide("migratedUrl", await createMigrated(postgres.url));
  project.provide("embeddedFolder", await makeEmbedded());
  project.provide("redisUrl", redis.url);
  project.provide("chromiumPath", chromiumPath);
  project.provide("wholeChromiumPath", wholeChromiumPath);
  return async () => {
    await Promise.all([postgres.stop(), redis.stop()]);
  };
}
