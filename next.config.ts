import type { NextConfig } from "next";

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  allowedDevOrigins: ["127.0.0.1"],
  // `npm run check` owns the types; a start must not wait for them.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    "@electric-sql/pglite",
    "better-auth",
    "ioredis",
    "nodemailer",
    "pg",
    "pino",
    "pino-pretty",
    "rate-limiter-flexible",
  ],
};

export default config;
