ALTER TABLE "organization" ADD COLUMN "guest_takeout" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "organization" ADD COLUMN "show_sponsor_email" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "invite" ADD COLUMN "ending_told_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "kept_name" ADD COLUMN "sponsor_email" text;