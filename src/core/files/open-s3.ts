import type { S3 } from "@aws-sdk/client-s3";
import type { S3Settings } from "@/lib/s3-settings";

const CONNECT_MS = 5_000;

/** A client for the bucket. The SDK is loaded only where S3 is configured. */
export async function openS3({ endpoint, region, ...keys }: S3Settings): Promise<S3> {
  const sdk = await import("@aws-sdk/client-s3");
  const { accessKeyId, secretAccessKey } = keys;
  return new sdk.S3({
    region,
    credentials: { accessKeyId, secretAccessKey },
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    // The SDK must not read an endpoint from the environment: only our settings count.
    ignoreConfiguredEndpointUrls: true,
    // `ask-s3.ts` tries again.
    maxAttempts: 1,
    // Checksums in trailers are a feature of AWS. Other services refuse them.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      // A download that its reader pauses is silent too. `idle-timeout.ts` knows the difference.
      socketTimeout: 0,
      // A slow reader holds a connection. With a limit on connections, a few slow readers could block the files of
      // everybody.
      httpAgent: { maxSockets: Number.POSITIVE_INFINITY },
      httpsAgent: { maxSockets: Number.POSITIVE_INFINITY },
    },
  });
}
