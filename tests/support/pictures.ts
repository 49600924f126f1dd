import { existsSync } from "node:fs";
import path from "node:path";
import type { Answer, Json, Person } from "./person";

const OWN = "/api/me/picture";

/** Puts bytes as a browser does: the plain bytes, without a type. */
export async function put(
  person: Person,
  address: string,
  bytes: Buffer | string,
): Promise<Answer> {
  const response = await fetch(`${person.baseUrl}${address}`, {
    method: "PUT",
    headers: { ...(person.cookie && { cookie: person.cookie }) },
    body: new Uint8Array(Buffer.from(bytes)),
  });
  return { status: response.status, body: await response.json(), headers: response.headers };
}

/** @returns the id of the picture */
export async function setPicture(person: Person, bytes: Buffer): Promise<string> {
  const { status, body } = await put(person, OWN, bytes);
  if (status !== 200) throw new Error(`picture: ${status} ${JSON.stringify(body)}`);
  return body.image as string;
}

export async function look(person: Person, id: string, slug = "acme") {
  return fetchBytes(person, `/api/workspaces/${slug}/pictures/${id}`);
}

export async function fetchBytes(person: Person, address: string) {
  const response = await fetch(`${person.baseUrl}${address}`, {
    headers: { ...(person.cookie && { cookie: person.cookie }) },
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const json = response.headers.get("content-type")?.includes("json");
  const body: Json = json ? JSON.parse(bytes.toString()) : null;
  return { status: response.status, headers: response.headers, bytes, body };
}

export function isKept(dataDir: string, id: string): boolean {
  return existsSync(path.join(dataDir, "files", id.slice(-2), id));
}
