import type { MetadataRoute } from "next";

/** Lets phones and browsers install the app. Each person starts at their last workspace, or at the sign-in. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    id: "/",
    name: "Gatehouse",
    short_name: "Gatehouse",
    description: "Team chat for a team and its guests.",
    start_url: "/",
    scope: "/",
    display: "standalone",
    background_color: "#fbfaf7",
    theme_color: "#0b5f63",
    icons: [
      { src: "/icons/192.png", sizes: "192x192", type: "image/png" },
      { src: "/icons/512.png", sizes: "512x512", type: "image/png" },
      { src: "/icons/maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
  };
}
