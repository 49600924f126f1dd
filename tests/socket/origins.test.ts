import { describe, expect, it } from "vitest";
import {
  asLogged,
  corsOf,
  expectRefused,
  FRIEND,
  IDN_FRIEND,
  originSettings,
  OWN,
  refusals,
  STRANGERS,
} from "../support/origins";
import { askRaw, type HeaderList, type RawRequest } from "../support/raw";
import { waitUntil } from "../support/wait";
import { useWorld } from "../support/world";

const world = useWorld({ env: originSettings, expected: [/^origin refused$/] });

const AGENT = "Mozilla/5.0 (tests)";
const POLLING = "/socket.io/?EIO=4&transport=polling";
const WEBSOCKET = "/socket.io/?EIO=4&transport=websocket";

function ask(path: string, origins: string[], more: RawRequest = {}) {
  const headers: HeaderList = [
    ["Cookie", world.owner.cookie],
    ["User-Agent", AGENT],
    ...origins.map((origin): [string, string] => ["Origin", origin]),
    ...(more.headers ?? []),
  ];
  return askRaw(world.server.url, path, { ...more, headers });
}

/** A friend's polling session that is in the workspace, by its sid. */
async function enterAsFriend(): Promise<string> {
  const opened = await ask(POLLING, [FRIEND]);
  const sid = JSON.parse(opened.text.slice(1)).sid as string;
  await say(sid, '40{"workspace":"acme"}');
  await hear(sid, '42["ready"');
  return sid;
}

const say = (sid: string, body: string) =>
  ask(`${POLLING}&sid=${sid}`, [FRIEND], { method: "POST", body });

/** Polls until this has arrived. */
async function hear(sid: string, words: string): Promise<void> {
  for (let heard = ""; !heard.includes(words); ) {
    const answer = await ask(`${POLLING}&sid=${sid}`, [FRIEND]);
    if (answer.status !== 200) throw new Error(`${answer.status} before ${words}: ${heard}`);
    heard += answer.text;
  }
}

describe("a stranger", () => {
  it.each(STRANGERS)("is refused on both transports: %s", async (_what, ...origins) => {
    const sid = await enterAsFriend();
    for (const session of ["", `&sid=${sid}`]) {
      expectRefused(await ask(POLLING + session, origins), `GET ${session}`);
      const stolen = '42["message:send",{"channelId":"x"}]';
      const post = await ask(POLLING + session, origins, { method: "POST", body: stolen });
      expectRefused(post, `POST ${session}`);
      expectRefused(await ask(WEBSOCKET + session, origins, { upgrade: true }), `WS ${session}`);
      const preflight = await ask(POLLING + session, origins, {
        method: "OPTIONS",
        headers: [["Access-Control-Request-Method", "POST"]],
      });
      expectRefused(preflight, `OPTIONS ${session}`);
    }
    await say(sid, '420["typing:start",{"channelId":"none"}]');
    await hear(sid, '430[{"ok":false');
  });

  it.each(["/socket.io", "/socket.io/", "/socket.io/x/y", "/x/../socket.io/", "/./socket.io/"])(
    "is refused however the path is written: %s",
    async (path) => {
      for (const upgrade of [false, true]) {
        const query = `?EIO=4&transport=${upgrade ? "websocket" : "polling"}`;
        expectRefused(await ask(path + query, ["https://evil.example"], { upgrade }), path);
      }
    },
  );

  it.each(["//socket.io/", "/%73ocket.io/", "/Socket.io/", "/socket.iox/", "/socket.io%2f"])(
    "finds no other way in: %s",
    async (path) => {
      const polling = await ask(`${path}?EIO=4&transport=polling`, ["https://evil.example"]);
      expect(polling.text).not.toContain('"sid"');
      const query = "?EIO=4&transport=websocket";
      const upgrade = await ask(path + query, ["https://evil.example"], { upgrade: true });
      expect(upgrade.status).toBe(404);
    },
  );

  it("that is a page which hides its origin is refused", async () => {
    const sid = await enterAsFriend();
    for (const site of ["cross-site", "same-site", "Same-Origin", "x"]) {
      const headers: HeaderList = [["Sec-Fetch-Site", site]];
      for (const session of ["", `&sid=${sid}`]) {
        expectRefused(await ask(POLLING + session, [], { headers }), site);
        const upgrade = await ask(WEBSOCKET + session, [], { headers, upgrade: true });
        expectRefused(upgrade, site);
      }
    }
  });
});

describe("a friend", () => {
  it.each([
    ["our own page", [OWN], undefined],
    ["a friend", [FRIEND], "cross-site"],
    ["a friend with an international name", [IDN_FRIEND], undefined],
    ["a native client", [], undefined],
    ["same-origin polling", [], "same-origin"],
    ["a typed address", [], "none"],
  ] as [string, string[], string | undefined][])(
    "goes on to authentication: %s",
    async (_what, origins, site) => {
      const headers: HeaderList = site ? [["Sec-Fetch-Site", site]] : [];
      const polling = await ask(POLLING, origins, { headers });
      expect([polling.status, polling.text.slice(0, 7)]).toEqual([200, '0{"sid"']);
      expect((await ask(WEBSOCKET, origins, { headers, upgrade: true })).status).toBe(101);
    },
  );

  it("with a foreign origin gets its CORS answer, preflight included; others get none", async () => {
    const answer = await ask(POLLING, [FRIEND]);
    expect(answer.headers).toMatchObject({
      "access-control-allow-origin": FRIEND,
      "access-control-allow-credentials": "true",
      vary: expect.stringContaining("Origin"),
    });
    const preflight = await ask(POLLING, [FRIEND], {
      method: "OPTIONS",
      headers: [["Access-Control-Request-Method", "POST"]],
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers["access-control-allow-origin"]).toBe(FRIEND);
    expect(preflight.headers["access-control-allow-methods"]).toContain("POST");
    expect(corsOf(await ask(POLLING, [OWN]))).toEqual([]);
    expect(corsOf(await ask(POLLING, []))).toEqual([]);
  });
});

describe("the log", () => {
  const about = (origin: string) => refusals(world.server).filter((line) => line.origin === origin);

  it("has one line per address, origin and transport, and sums a storm up", async () => {
    const storm = "https://storm.example";
    for (let i = 0; i < 10; i++) {
      await ask(POLLING, [storm]);
      await ask(WEBSOCKET, [storm], { upgrade: true });
    }
    await waitUntil(() => about(storm).length === 2);
    const line = { level: 40, origin: storm, ip: "127.0.0.1", userAgent: AGENT };
    expect(about(storm)).toMatchObject([
      { ...line, transport: "polling" },
      { ...line, transport: "websocket" },
    ]);
    for (const [what, ...origins] of STRANGERS) {
      await waitUntil(() => about(asLogged(origins)).length >= 2);
      expect(about(asLogged(origins)), what).toHaveLength(2);
    }
  });

  it("keeps what a stranger writes to one short line", async () => {
    await ask(POLLING, [`https://${"x".repeat(300)}.example/"é`]);
    const long = encodeURI(`https://${"x".repeat(300)}`).slice(0, 200);
    await waitUntil(() => about(long).length > 0);
    expect(about(long)).toHaveLength(1);
  });
});
