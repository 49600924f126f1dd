import { type ClientRequest, request } from "node:http";
import { ZipFile } from "yazl";
import type { Answer, Person } from "./person";

/** A ZIP of these files. Content that is neither text nor bytes is written as JSON. */
export async function zip(files: Record<string, unknown>): Promise<Buffer> {
  const archive = new ZipFile();
  for (const [name, content] of Object.entries(files)) {
    archive.addBuffer(
      Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content)),
      name,
    );
  }
  archive.end();
  const parts: Buffer[] = [];
  for await (const part of archive.outputStream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** Imports as a browser does: the plain bytes as the body. */
export async function importZip(person: Person, slug: string, bytes: Buffer): Promise<Answer> {
  const response = await fetch(`${person.baseUrl}/api/workspaces/${slug}/import`, {
    method: "POST",
    headers: { ...(person.cookie && { cookie: person.cookie }), "content-type": "application/zip" },
    body: new Uint8Array(bytes),
  });
  return { status: response.status, body: await response.json(), headers: response.headers };
}

/** A time on a day, as Slack writes it. */
export const ts = (day: number, second: number) =>
  `${1_700_000_000 + day * 86_400 + second}.000100`;

/** The name of the file with this day of a channel. */
export const dayOf = (day: number) =>
  `${new Date((1_700_000_000 + day * 86_400) * 1000).toISOString().slice(0, 10)}.json`;

export const line = (user: string, at: string, text: string, more: object = {}) => ({
  type: "message",
  user,
  ts: at,
  text,
  ...more,
});

/** An import of unknown length that is still under way. */
export function beginImport(person: Person, slug: string): ClientRequest {
  const req = request(`${person.baseUrl}/api/workspaces/${slug}/import`, {
    method: "POST",
    headers: { cookie: person.cookie },
    agent: false,
  });
  req.on("error", () => undefined);
  req.flushHeaders();
  return req;
}
