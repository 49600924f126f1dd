import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import type { S3Settings } from "@/lib/s3-settings";
import { storageKey } from "./storage-key";
import { askS3, isMissing, tellFailure } from "./ask-s3";
import { openS3 } from "./open-s3";
import type { Silence } from "./silence";
import type { Store } from "./store";

/** Keeps bytes as objects of a bucket, under the same paths as on the disk. */
export async function createS3Store(settings: S3Settings): Promise<Store> {
  const s3 = await openS3(settings);
  const object = (id: string) => ({ Bucket: settings.bucket, Key: `files/${storageKey(id)}` });

  return {
    async keep(id, from) {
      const { size } = await stat(from);
      await askS3("put", id, async (silence) => {
        const body = readHeard(from, silence);
        const request = { ...object(id), Body: body, ContentLength: size };
        try {
          await s3.putObject(request, { abortSignal: silence.signal });
        } finally {
          body.destroy();
        }
      });
    },

    has: (id) =>
      askS3("head", id, async ({ signal }) => {
        try {
          await s3.headObject(object(id), { abortSignal: signal });
          return true;
        } catch (error) {
          if (isMissing(error)) return false;
          throw error;
        }
      }),

    async *read(id) {
      const { body, silence } = await askS3("get", id, async (silence) => {
        const { Body } = await s3.getObject(object(id), { abortSignal: silence.signal });
        return { body: Body as Readable, silence };
      });
      try {
        yield* readParts(body, silence);
      } catch (error) {
        throw tellFailure("get", id, silence.signal.aborted ? silence.signal.reason : error);
      }
    },

    remove: (id) =>
      askS3("delete", id, async ({ signal }) => {
        await s3.deleteObject(object(id), { abortSignal: signal });
      }),
  };
}

/** What lies at a path; every part that goes out breaks the silence. */
function readHeard(from: string, silence: Silence): Readable {
  const body = createReadStream(from);
  body.on("data", () => silence.listen());
  // Listening to the data makes it flow: it must not before somebody takes it.
  body.pause();
  body.on("error", (error) => silence.end(error));
  return body;
}

/**
 * The parts of an answer. Only S3 is held to its time, not the reader, who may stop as long as they like.
 * A connection whose answer was not read to its end is of no more use, and is closed.
 */
async function* readParts(body: Readable, silence: Silence): AsyncGenerator<Uint8Array> {
  const parts = body[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  try {
    for (;;) {
      silence.listen();
      const { done, value } = await parts.next();
      silence.rest();
      if (done) return;
      yield value;
    }
  } finally {
    silence.rest();
    body.destroy();
  }
}
