CREATE TABLE "installation" (
	"only" text PRIMARY KEY NOT NULL,
	"id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
