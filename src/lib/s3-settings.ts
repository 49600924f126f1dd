import type { z } from "zod";
import type { variables } from "./settings";
import { SettingsError } from "./settings-error";

/** The S3 bucket in which uploads are stored instead of on the disk. */
export interface S3Settings {
  bucket: string;
  /** Undefined: AWS itself. With an endpoint, the bucket is part of the path of its URLs. */
  endpoint: string | undefined;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

const DEFAULT_REGION = "us-east-1";

/**
 * Reads the settings of the bucket; undefined without `S3_BUCKET`.
 * @throws SettingsError when some of them are set and another required one is not
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
    // Otherwise uploads would go to the disk, and the operator would notice only much later.
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
