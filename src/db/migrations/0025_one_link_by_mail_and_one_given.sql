ALTER TABLE "password_link" DROP CONSTRAINT "password_link_pkey";--> statement-breakpoint
ALTER TABLE "password_link" ADD COLUMN "mailed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "password_link" ADD CONSTRAINT "password_link_user_id_mailed_pk" PRIMARY KEY("user_id","mailed");
