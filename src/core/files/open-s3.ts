import type { S3 } from "@aws-sdk/client-s3";
import type { S3Settings } from "@/lib/s3-settings";

const CONNECT_MS = 5_000;

/** A client of the bucket's service. The SDK is loaded only where it is needed. */
export async function openS3({ endpoint, region, ...keys }: S3Settings): Promise<S3> {
  const sdk = await import("@aws-sdk/client-s3");
  const { accessKeyId, secretAccessKey } = keys;
  return new sdk.S3({
    region,
    credentials: { accessKeyId, secretAccessKey },
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    // What is not ours to set is not to be read from the environment either.
    ignoreConfiguredEndpointUrls: true,
    // `ask-s3.ts` tries again.
    maxAttempts: 1,
    // Checksums in trailers are AWS's own; others refuse them.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      // A download that its reader pauses is silent too: `silence.ts` tells the two apart.
      socketTimeout: 0,
      // A slow reader holds a connection: a limit would let some keep files from all others.
      httpAgent: { maxSockets: Number.POSITIVE_INFINITY },
      httpsAgent: { maxSockets: Number.POSITIVE_INFINITY },
    },
  });
}
