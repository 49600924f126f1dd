import { sql } from "drizzle-orm";
import { expect, inject, it } from "vitest";
import { openDatabase, rows } from "@/db/client";
import { readEnv } from "@/lib/read-env";
import { createDatabase, dropDatabase } from "../support/services/postgres";

it("no connection compiles statements, whatever they look to cost", async () => {
  const url = await createDatabase(inject("postgresUrl"));
  const settings = readEnv({
    DATABASE_URL: url,
    BETTER_AUTH_SECRET: "a secret of the tests that is long enough",
  });
  const database = await openDatabase(settings);
  for (const on of [database.db, database.sweepDb, database.reservedDb]) {
    expect(await rows(sql`SHOW jit`, on)).toEqual([{ jit: "off" }]);
  }
  await database.close();
  await dropDatabase(inject("postgresUrl"), url);
});
