import type { z } from "zod";
import type { variables } from "./settings";
import { SettingsError } from "./settings-error";

/** Where uploads are kept instead of the disk. */
export interface S3Settings {
  bucket: string;
  /** AWS's own when there is none. With one, the bucket is part of the path. */
  endpoint: string | undefined;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

const DEFAULT_REGION = "us-east-1";

/**
 * The bucket that the settings name; none without `S3_BUCKET`.
 * @throws SettingsError when one is set and another that it needs is not
 */
export function readS3(values: z.infer<typeof variables>): S3Settings | undefined {
  const {
    S3_BUCKET: bucket,
    S3_ACCESS_KEY_ID: accessKeyId,
    S3_SECRET_ACCESS_KEY: secretAccessKey,
    S3_ENDPOINT: endpoint,
    S3_REGION: region,
  } = values;
  if (bucket === undefined) {
    // Uploads would go to the disk, and nobody would notice until it is needed elsewhere.
    const stray = S3_NAMES.find((name) => values[name] !== undefined);
    if (stray) throw new SettingsError(`S3_BUCKET is required when ${stray} is set`);
    return undefined;
  }
  if (accessKeyId === undefined) throw missing("S3_ACCESS_KEY_ID");
  if (secretAccessKey === undefined) throw missing("S3_SECRET_ACCESS_KEY");
  return { bucket, endpoint, region: region ?? DEFAULT_REGION, accessKeyId, secretAccessKey };
}

const S3_NAMES = ["S3_ENDPOINT", "S3_REGION", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"] as const;

function missing(name: string): SettingsError {
  return new SettingsError(`${name} is required when S3_BUCKET is set`);
}
