import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { preload } from "react-dom";
import { EarlyClick } from "@/ui/primitives/early-click";
import { ReloadOnReturn } from "@/ui/primitives/kept-page";
import { PageFrame } from "@/ui/primitives/page-frame";
import { parseTheme, THEME_COOKIE } from "@/ui/primitives/theme";
import "./globals.css";

/** Every page has the nonce of its own request, so none is rendered at build time. */
export const dynamic = "force-dynamic";

export const metadata: Metadata = {
  title: { default: "Gatehouse", template: "%s · Gatehouse" },
  description: "Team chat for a team and its guests.",
  robots: { index: false, follow: false },
  referrer: "same-origin",
  appleWebApp: { capable: true, title: "Gatehouse", statusBarStyle: "default" },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  interactiveWidget: "resizes-content",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfaf7" },
    { media: "(prefers-color-scheme: dark)", color: "#0e1116" },
  ],
};

/** Most pages need no other part of the font. Text that changes its font while it is read moves what is around it. */
const LATIN = new URL(
  "@fontsource-variable/inter/files/inter-latin-opsz-normal.woff2",
  import.meta.url,
).pathname;

/** The theme is an attribute that the server writes from its cookie: it needs no script, and nothing flashes. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const nonce = head.get("x-nonce") ?? undefined;
  preload(LATIN, { as: "font", type: "font/woff2", crossOrigin: "anonymous" });
  const theme = parseTheme(jar.get(THEME_COOKIE)?.value);
  return (
    <html lang="en" data-theme={theme}>
      <body>
        <ReloadOnReturn nonce={nonce} />
        <EarlyClick nonce={nonce} />
        <PageFrame theme={theme}>{children}</PageFrame>
      </body>
    </html>
  );
}
