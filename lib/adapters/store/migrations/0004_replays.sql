CREATE TABLE "replay_results" (
	"run" text NOT NULL,
	"hash" text NOT NULL,
	"json" text NOT NULL,
	CONSTRAINT "replay_results_run_hash_pk" PRIMARY KEY("run","hash")
);
--> statement-breakpoint
CREATE TABLE "replay_runs" (
	"subject" text PRIMARY KEY NOT NULL,
	"run" text NOT NULL,
	"input" text NOT NULL,
	"last" integer NOT NULL,
	"cursor" text,
	"total" integer,
	"state" text NOT NULL,
	"problem" text,
	"modified" timestamp (3) with time zone NOT NULL
);
