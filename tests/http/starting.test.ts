import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { Checkout } from "../support/checkout";
import { Person } from "../support/person";
import { startServer } from "../support/server";
import { createDatabase } from "../support/services/postgres";
import { findFreePort, isRoot } from "../support/services/programs";
import { waitUntil } from "../support/wait";

let checkout: Checkout;
beforeAll(() => {
  checkout = new Checkout();
});
afterAll(() => checkout.remove());

const HOST = "192.0.2.1";
/** Nothing listens there, so each start ends with a sentence that quotes what it has read. */
const COULD_NOT = `Gatehouse cannot start: HOST ${HOST} cannot be listened on`;

describe("a file .env", () => {
  it.each([
    ["plain", "HOST=192.0.2.1\n"],
    ["with a mark of its encoding, from Windows", "\ufeffHOST=192.0.2.1\r\nPORT=0\r\n"],
    ["as shells read it", "export HOST='192.0.2.1' # the office\n"],
    ["in quotes", 'HOST="192.0.2.1"\nAPP_URL="https://a.example"   # and a comment\n'],
    ["with a comment behind a value", "HOST=192.0.2.1   # the office\n"],
    ["with spaces around the sign", "\n# here\n  HOST = 192.0.2.1\t\n"],
    [
      "with nothing but a comment",
      "HOST=192.0.2.1\nMETRICS_TOKEN=        # openssl rand -hex 24\n",
    ],
  ])("%s, is read", async (_what, text) => {
    writeFileSync(checkout.at(".env"), text);
    const { code, stderr } = await checkout.start();
    expect(stderr).toContain(COULD_NOT);
    expect(code).toBe(1);
  });

  it("keeps a sign of comments inside of a word, as in a password", async () => {
    writeFileSync(checkout.at(".env"), "HOST=192.0.2.1#1 # the office\n");
    expect((await checkout.start()).stderr).toMatch(/HOST must be a host name/);
  });

  it.each([
    [
      "a quote that is not closed",
      'PORT=0\nHOST="192.0.2.1\n',
      'line 2 has a " that is not closed',
    ],
    ["more behind the quotes", "HOST='192.0.2.1'x\n", "line 1 has something after the closing '"],
    ["no sign", "\n\nHOST 192.0.2.1\n", "line 3 is not NAME=value"],
    ["a colon", "HOST: 192.0.2.1\n", "line 1 is not NAME=value"],
    ["typographic quotes", "HOST=“192.0.2.1”\n", "line 1 has typographic quotes"],
    [
      "a value that may be a comment",
      "METRICS_TOKEN=#secret\n",
      "line 1 has a value that begins with #",
    ],
    ["a control character", "HOST=192.0.2.1\u0000\n", "line 1 has control characters"],
    ["another encoding", Buffer.from("\ufeffHOST=192.0.2.1\n", "utf16le"), "is not UTF-8 text"],
  ])("with %s, is refused by its line, and no value is quoted", async (_what, text, why) => {
    writeFileSync(checkout.at(".env"), text);
    const { code, stderr } = await checkout.start();
    expect(stderr).toMatch(/^Gatehouse cannot start: \S+\.env\b[^\n]*\n$/);
    expect(stderr).toContain(why);
    expect(stderr).not.toMatch(/secret|192\.0/);
    expect(code).toBe(1);
  });
});

describe("a build that is not as it should be", () => {
  const spoilt: Checkout[] = [];
  afterEach(() => spoilt.splice(0).forEach((one) => one.remove()));
  const spoil = (...parts: string[]) => {
    const one = new Checkout();
    spoilt.push(one);
    for (const part of parts) rmSync(one.at(part), { recursive: true });
    return one;
  };
  const SERVER = { command: [process.execPath, "dist/server.js"] };
  const settings = async () => ({
    PORT: "0",
    LOG_LEVEL: "silent",
    DATABASE_URL: await createDatabase(inject("postgresUrl")),
    BETTER_AUTH_SECRET: "a secret of the tests that is long enough",
  });

  it.each<[string, () => Checkout, RegExp]>([
    ["without pages", () => spoil(".next"), /the pages are not built/],
    [
      "with pages of another build",
      () => {
        const one = spoil(".next");
        mkdirSync(one.at(".next"));
        writeFileSync(one.at(".next/BUILD_ID"), "another");
        return one;
      },
      /not of the same build/,
    ],
    [
      "with pages that are not whole",
      () => {
        const one = spoil(".next");
        mkdirSync(one.at(".next"));
        copyFileSync(".next/BUILD_ID", one.at(".next/BUILD_ID"));
        return one;
      },
      /the pages are not whole: there is no \S+/,
    ],
    ["without packages", () => spoil("node_modules"), /not whole, or of another version/],
  ])("%s is one sentence that says what to do", async (_what, build, sentence) => {
    const { code, stdout, stderr } = await build().start(await settings(), SERVER);
    expect(stderr).toMatch(/^Gatehouse cannot start: [^\n]*npm start [^\n]*\n$/);
    expect(stderr).toMatch(sentence);
    expect([code, stdout]).toEqual([1, ""]);
  });

  it("of another user is one sentence that names whose it is", async () => {
    const one = spoil("dist/built-from");
    chmodSync(one.folder, 0o555);
    const { code, stdout, stderr } = await one.start({}, isRoot ? { user: 65_534 } : {});
    chmodSync(one.folder, 0o755);
    expect(stderr).toMatch(
      /^Gatehouse cannot start: this user \(\d+\) may not use [^\n]* belongs to user \d+\. [^\n]*\n$/,
    );
    expect([code, stdout]).toEqual([1, ""]);
  });
});

describe("what is perhaps not meant", () => {
  const settings = async () => ({
    DATABASE_URL: await createDatabase(inject("postgresUrl")),
    BETTER_AUTH_SECRET: "a secret of the tests that is long enough",
  });

  it("in .env, in the environment and in mails is said before it serves, and nothing else", async () => {
    const port = await findFreePort();
    const lines = [
      ...["HOST=127.0.0.1", "PORT=0", "ALOWED_ORIGINS=https://a.example"],
      ...["SMTP_URL=smtp://127.0.0.1:1", "MAIL_FROM=chat@a.example"],
      ...[`PORT=${port}`, "APP_URL=http://localhost"],
      ...["PGAPPNAME=chat", "FLAVOUR=strawberry", "SECRETS=many"],
    ];
    writeFileSync(checkout.at(".env"), lines.join("\n"));
    const environment = { DATABASE_POLL: "9", DATABASE_PORT: "5432", HOSTS: "many", hOST: "me" };
    const child = checkout.spawn({ ...(await settings()), ...environment });
    const { stdout } = await checkout.follow(child, (all) => {
      if (all.includes('"msg":"ready"')) child.kill();
    });
    const said = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { level: number; msg: string })
      .filter(({ level }) => level >= 40);
    expect(said.map(({ msg }) => msg)).toEqual([
      expect.stringContaining(`APP_URL=http://localhost:${port}`),
      expect.stringMatching(/^SMTP_URL .*APP_URL is http:\/\/localhost:/),
      expect.stringMatching(/^\.env .*\bPORT more than once.*last/),
      expect.stringMatching(/^\.env .*\bALOWED_ORIGINS.*\bALLOWED_ORIGINS\b/),
      expect.stringMatching(/^\.env .*\bFLAVOUR, SECRETS\b/),
      expect.stringMatching(/^DATABASE_POLL .*\bDATABASE_POOL\b/),
    ]);
  });

  it("about where it listens is said by the log and to who sets it up there, and no proxy is", async () => {
    const APP_URL = "https://chat.example.com";
    const env = {
      ...(await settings()),
      APP_URL,
      PORT: String(await findFreePort()),
      RATE_LIMITS: "on",
    };
    const server = await startServer({ env });
    expect(server.unexpected()).toMatchObject([
      {
        msg: expect.stringMatching(
          /^HOST 127\.0\.0\.1 .*https:\/\/chat\.example\.com.*HOST=0\.0\.0\.0.*TRUST_PROXY/,
        ),
      },
    ]);
    const ready = server.logs.find(({ msg }) => msg === "ready");
    expect(ready).toMatchObject({ url: server.url, appUrl: APP_URL });
    const local = { origin: server.url };
    const here = await new Person(server.url).post("/api/setup", {}, local);
    expect(here.body.error).toMatch(`${server.url} is not allowed`);
    expect(here.body.error).toMatch(/people open it at https:\/\/chat\.example\.com/);
    const elsewhere = { ...local, "x-forwarded-for": "203.0.113.7" };
    const there = await new Person(server.url).post("/api/setup", {}, elsewhere);
    expect(there.body.error).toMatch(`${server.url} is not allowed`);
    expect(there.body.error).not.toContain(APP_URL);
    const page = (await new Person(server.url).get("/setup")).body as string;
    expect(page).toContain("people open it at https://chat.example.com");
    await server.stop();

    const behind = await startServer({ env: { ...env, TRUST_PROXY: "1" } });
    expect(behind.unexpected()).toEqual([]);
    await behind.stop();

    const plain = "http://192.0.2.2:3000";
    const doubtful = await startServer({
      env: { ...env, TRUST_PROXY: "2", ALLOWED_ORIGINS: `${APP_URL},${plain}` },
    });
    for (let i = 0; i < 2; i++) {
      await new Person(doubtful.url).get("/api/health", { "x-forwarded-for": "203.0.113.7" });
    }
    expect(doubtful.unexpected().map(({ msg }) => msg)).toEqual([
      expect.stringMatching(/^ALLOWED_ORIGINS has http:\/\/192\.0\.2\.2:3000.*nobody can sign in/),
      expect.stringMatching(/fewer proxies than TRUST_PROXY/),
    ]);
    await doubtful.stop();
  });

  it("about two processes that cannot hear each other is said while they serve", async () => {
    const env = { ...(await settings()), GUEST_LEASE_MS: "2000" };
    const both = await Promise.all([startServer({ env }), startServer({ env })]);
    const deaf = /^other processes serve from this database, and REDIS_URL is not set/;
    await waitUntil(() => both.every(({ logs }) => logs.some(({ msg }) => deaf.test(msg))), 20_000);
    await Promise.all(both.map((server) => server.stop()));
  });
});

/** As a shell that knows no word of its own, such as `exec`, and does not become what it runs. */
const BARE_SHELL = `#!${process.execPath}
const [file, ...args] = process.argv[3].split(" ");
require("node:child_process").spawn(file, args, { stdio: "inherit" }).on("exit", process.exit);
`;

describe("npm start", () => {
  it.each([
    ["the system's shell", "SIGTERM"],
    ["the system's shell", "SIGKILL"],
    ["a shell that is hardly one", "SIGTERM"],
  ] as const)(
    "by %s writes the log alone on standard output, and ends in good order with npm by %s",
    async (which, signal) => {
      const shell = checkout.at("shell.cjs");
      writeFileSync(shell, BARE_SHELL, { mode: 0o755 });
      writeFileSync(checkout.at(".env"), "HOST=127.0.0.1\nPORT=0\n");
      const child = checkout.spawn(
        {
          DATABASE_URL: await createDatabase(inject("postgresUrl")),
          BETTER_AUTH_SECRET: "a secret of the tests that is long enough",
          // As on a terminal, where libraries colour what they say.
          FORCE_COLOR: "1",
          ...(which !== "the system's shell" && { npm_config_script_shell: shell }),
        },
        { command: ["npm", "start"] },
      );
      let isStopped = false;
      const { stdout, stderr } = await checkout.follow(child, (all) => {
        if (isStopped || !all.includes('"msg":"ready"')) return;
        isStopped = true;
        child.kill(signal);
      });
      expect(stderr).toBe("");
      expect(stdout).not.toContain("\\u001b");
      const lines = stdout
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as { msg: string });
      expect(lines.map(({ msg }) => msg)).toEqual(expect.arrayContaining(["ready", "stopping"]));
    },
  );
});
