import type { NextConfig } from "next";

/**
 * Read at the build, which writes down what it comes to; a start in production takes that. So nothing here may depend
 * on the settings of a server.
 */
const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  allowedDevOrigins: ["127.0.0.1"],
  // No page uses Next's service of pictures, which would decode them for anybody; the front door does not know it.
  images: { unoptimized: true },
  // `npm run check` owns the types; a start must not wait for them.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    "@aws-sdk/client-s3",
    "@electric-sql/pglite",
    "better-auth",
    "file-type",
    "image-size",
    "ioredis",
    "nodemailer",
    "pg",
    "pino",
    "pino-pretty",
    "rate-limiter-flexible",
    "web-push",
  ],
};

export default config;
