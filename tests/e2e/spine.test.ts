import { afterEach, describe, expect, inject, it } from "vitest";
import { useBrowser } from "../support/browser";
import { startServer, type TestServer } from "../support/server";
import { createDatabase } from "../support/services/postgres";
import { walk } from "./walk";

let server: TestServer | undefined;
// Stands before the browser's, and so runs after it: a page that is still open complains of a server that stops.
afterEach(async () => {
  expect(server?.unexpected(/RATE_LIMITS/)).toEqual([]);
  await server?.stop();
});
const browser = useBrowser();

describe.each([
  ["PGlite", async () => ({})],
  ["Postgres", async () => ({ DATABASE_URL: await createDatabase(inject("postgresUrl")) })],
])("on %s", (_, settings) => {
  it("walks from nothing to a guest who is revoked live, and back", async () => {
    server = await startServer({ env: await settings() });
    await walk(browser, server.url);
  }, 120_000);
});
