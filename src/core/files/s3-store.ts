import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import type { S3Settings } from "@/lib/s3-settings";
import { storageKey } from "./storage-key";
import { askS3, isMissing, logFailure } from "./ask-s3";
import { openS3 } from "./open-s3";
import type { IdleTimeout } from "./idle-timeout";
import type { Store } from "./store";

/** Keeps bytes as objects of a bucket, with the same paths as on the disk. */
export async function createS3Store(settings: S3Settings): Promise<Store> {
  const s3 = await openS3(settings);
  const object = (id: string) => ({ Bucket: settings.bucket, Key: `files/${storageKey(id)}` });

  return {
    async keep(id, from) {
      const { size } = await stat(from);
      await askS3("put", id, async (timeout) => {
        const body = readWatched(from, timeout);
        const request = { ...object(id), Body: body, ContentLength: size };
        try {
          await s3.putObject(request, { abortSignal: timeout.signal });
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

    async *read(id, range) {
      const { body, timeout } = await askS3("get", id, async (timeout) => {
        const part = range && { Range: `bytes=${range.start}-${range.end}` };
        const request = { ...object(id), ...part };
        const { Body } = await s3.getObject(request, { abortSignal: timeout.signal });
        return { body: Body as Readable, timeout };
      });
      try {
        yield* readParts(body, timeout);
      } catch (error) {
        throw logFailure("get", id, timeout.signal.aborted ? timeout.signal.reason : error);
      }
    },

    remove: (id) =>
      askS3("delete", id, async ({ signal }) => {
        await s3.deleteObject(object(id), { abortSignal: signal });
      }),
  };
}

/** Reads a file of the disk. Every part that is sent restarts the idle timeout. */
function readWatched(from: string, timeout: IdleTimeout): Readable {
  const body = createReadStream(from);
  body.on("data", () => timeout.restart());
  // A listener for data starts the stream. It must not flow before the SDK reads it.
  body.pause();
  body.on("error", (error) => timeout.abort(error));
  return body;
}

/**
 * The parts of an answer. The idle timeout applies to S3 only: the reader may pause as long as they like. A connection
 * whose answer was not read to the end cannot be used again and is closed.
 */
async function* readParts(body: Readable, timeout: IdleTimeout): AsyncGenerator<Uint8Array> {
  const parts = body[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  try {
    for (;;) {
      timeout.restart();
      const { done, value } = await parts.next();
      timeout.stop();
      if (done) return;
      yield value;
    }
  } finally {
    timeout.stop();
    body.destroy();
  }
}
