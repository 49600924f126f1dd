import { type ClientRequest, type IncomingMessage, request } from "node:http";
import { crc32, deflateSync } from "node:zlib";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import type { Channel, Message, MessageFile } from "@/lib/api-types";
import type { Answer, Json, Person } from "./person";
import { expectStatus } from "./world";

/** Uploads as a browser does: the plain bytes as the body, the name in the address. */
export async function upload(
  person: Person,
  channel: Channel,
  name: string,
  bytes: Buffer | string,
): Promise<Answer> {
  const address = `/api/channels/${channel.id}/files?name=${encodeURIComponent(name)}`;
  const response = await fetch(`${person.baseUrl}${address}`, {
    method: "POST",
    headers: { cookie: person.cookie, "content-type": "application/octet-stream" },
    body: new Uint8Array(Buffer.from(bytes)),
  });
  return { status: response.status, body: await response.json(), headers: response.headers };
}

export async function uploaded(
  person: Person,
  channel: Channel,
  name: string,
  bytes: Buffer | string = `what ${name} says`,
): Promise<MessageFile> {
  return expectStatus(await upload(person, channel, name, bytes), 201).body.file as MessageFile;
}

/** Uploads a file and sends it. The text is its name unless another text is given. */
export async function sendFile(
  person: Person,
  channel: Channel,
  name: string,
  bytes?: Buffer | string,
  words?: string,
): Promise<{ file: MessageFile; message: Message }> {
  const file = await uploaded(person, channel, name, bytes);
  const body = { body: words ?? file.name, fileIds: [file.id] };
  const sent = await person.post(`/api/channels/${channel.id}/messages`, body);
  return { file, message: expectStatus(sent, 201).body.message as Message };
}

export async function download(person: Person, fileId: string, method = "GET") {
  const response = await fetch(`${person.baseUrl}/api/files/${fileId}`, {
    method,
    headers: { ...(person.cookie && { cookie: person.cookie }) },
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, bytes, body: readJson(bytes) };
}

/** An upload of unknown length that is still under way. */
export function beginUpload(person: Person, channel: Channel, name: string) {
  const req: ClientRequest = request(
    `${person.baseUrl}/api/channels/${channel.id}/files?name=${name}`,
    {
      method: "POST",
      headers: { cookie: person.cookie },
      agent: false,
    },
  );
  const ended = new Promise<number | "broken off">((resolve) => {
    req.on("response", (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    req.on("error", () => resolve("broken off"));
  });
  req.flushHeaders();
  return { req, ended };
}

/** A download that is read only as fast as the test wants. */
export function beginDownload(person: Person, fileId: string) {
  return beginReading(person, `/api/files/${fileId}`);
}

/** An answer that has begun: how much of it has come, and how it ended. */
export async function beginReading(person: Person, address: string) {
  const state = { received: 0, ended: null as "whole" | "broken off" | null };
  const req = request(`${person.baseUrl}${address}`, {
    headers: { cookie: person.cookie },
    agent: false,
  });
  req.on("error", () => undefined);
  const response = await new Promise<IncomingMessage>((resolve) => {
    req.on("response", resolve);
    req.end();
  });
  response.on("data", (chunk: Buffer) => {
    state.received += chunk.length;
  });
  response.on("error", () => undefined);
  response.on("close", () => {
    state.ended = response.complete ? "whole" : "broken off";
  });
  return { state, response };
}

/** Every file under a folder of uploads. */
export function onDisk(dataDir: string): string[] {
  const folder = path.join(dataDir, "files");
  if (!existsSync(folder)) return [];
  // Read at once, so that a file that disappears at that moment does not cause an error.
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}

/** A picture of one colour. */
export function makePng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, 0x6a)]);
  const dots = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    pngPart("IHDR", header),
    pngPart("IDAT", dots),
    pngPart("IEND", Buffer.alloc(0)),
  ]);
}

function pngPart(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

function readJson(bytes: Buffer): Json {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return null;
  }
}
