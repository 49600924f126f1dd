import { createECDH, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Json } from "./person";
import { makeCertificate } from "./certificate";

interface Taken {
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** A push service over TLS, like those of browser makers: it accepts what is sent and keeps it. */
export interface PushService {
  /** The environment that a server needs to trust it. */
  env: Record<string, string>;
  /** Everything that was sent, in the order in which it arrived. */
  taken: Taken[];
  /** How many of them were answered. */
  answered: number;
  /** Answers every push to this path with another status than 201. */
  answer(path: string, status: number): void;
  /** Redirects every push to one path to another. */
  redirect(path: string, to: string): void;
  /** From now on nothing is answered, until `release`. */
  hold(): void;
  release(): void;
  subscribe(): PushBrowser;
  stop(): Promise<void>;
}

/** One browser's subscription: only it can read what is sent to it. */
export interface PushBrowser {
  path: string;
  subscription: { endpoint: string; keys: { p256dh: string; auth: string } };
  /** The decrypted pushes that have come for it. */
  read(): Json[];
  headers(): IncomingHttpHeaders[];
}

export async function startPushService(): Promise<PushService> {
  const folder = mkdtempSync(path.join(tmpdir(), "gatehouse-push-"));
  const certificate = makeCertificate();
  const certificateFile = path.join(folder, "cert.pem");
  writeFileSync(certificateFile, certificate.cert);

  const taken: Taken[] = [];
  const statuses = new Map<string, number>();
  const redirects = new Map<string, string>();
  let held: (() => void)[] | null = null;
  const server = createServer(certificate, async (req, res) => {
    const parts: Buffer[] = [];
    for await (const part of req) parts.push(part as Buffer);
    const path = req.url ?? "";
    taken.push({ path, headers: req.headers, body: Buffer.concat(parts) });
    const answer = () => {
      service.answered += 1;
      const to = redirects.get(path);
      if (to) res.writeHead(303, { Location: to }).end();
      else res.writeHead(statuses.get(path) ?? 201).end();
    };
    if (held) held.push(answer);
    else answer();
  });
  server.listen(0, "localhost");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  const service: PushService = {
    env: { NODE_EXTRA_CA_CERTS: certificateFile, PUSH_SERVICES: "localhost" },
    taken,
    answered: 0,
    redirect: (path, to) => void redirects.set(path, to),
    answer: (path, status) => void statuses.set(path, status),
    hold: () => {
      held = [];
    },
    release: () => {
      const waiting = held ?? [];
      held = null;
      for (const answer of waiting) answer();
    },
    subscribe: () => subscribe(`https://localhost:${port}`, taken),
    stop: async () => {
      service.release();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return service;
}

function subscribe(origin: string, taken: Taken[]): PushBrowser {
  const path = `/send/${randomBytes(12).toString("hex")}`;
  const own = createECDH("prime256v1");
  const p256dh = own.generateKeys("base64url");
  const auth = randomBytes(16);
  const mine = () => taken.filter((one) => one.path === path);
  return {
    path,
    subscription: {
      endpoint: `${origin}${path}`,
      keys: { p256dh, auth: auth.toString("base64url") },
    },
    read: () => mine().map(({ body }) => JSON.parse(decrypt(body, own, auth))),
    headers: () => mine().map(({ headers }) => headers),
  };
}

/** RFC 8291 and RFC 8188, implemented here so that the sender's library is not checked against itself. */
function decrypt(body: Buffer, own: ReturnType<typeof createECDH>, auth: Buffer): string {
  const salt = body.subarray(0, 16);
  const sender = body.subarray(21, 21 + (body[20] ?? 0));
  const sealed = body.subarray(21 + sender.length);
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), own.getPublicKey(), sender]);
  const ikm = Buffer.from(hkdfSync("sha256", own.computeSecret(sender), auth, info, 32));
  const derive = (what: string, length: number) =>
    Buffer.from(hkdfSync("sha256", ikm, salt, `Content-Encoding: ${what}\0`, length));
  const cipher = createDecipheriv("aes-128-gcm", derive("aes128gcm", 16), derive("nonce", 12));
  cipher.setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
  return padded.subarray(0, padded.lastIndexOf(2)).toString();
}
