import { afterEach, describe, expect, inject, it } from "vitest";
import { useBrowser } from "../support/browser";
import { startServer, type TestServer } from "../support/server";
import { findFirefox } from "../support/services/firefox";
import { createDatabase } from "../support/services/postgres";
import { walk } from "./walk";

const firefox = await findFirefox();

describe.skipIf(!firefox)("in Firefox", () => {
  let server: TestServer | undefined;
  // Stands before the browser's, and so runs after it: a page that is still open complains of a server that stops.
  afterEach(async () => {
    expect(server?.unexpected(/RATE_LIMITS/)).toEqual([]);
    await server?.stop();
  });
  const browser = useBrowser({ firefox });

  it("walks from nothing to a guest who is revoked live, and back", async () => {
    server = await startServer({
      env: { DATABASE_URL: await createDatabase(inject("postgresUrl")) },
    });
    await walk(browser, server.url);
  }, 180_000);
});
