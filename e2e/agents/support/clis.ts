/** How an agent CLI is brought to speak with the model server, as its user would set it up: in their home and environment. */
export interface CliSetUp {
  /** Its runtime's id, and its program's name. */
  readonly id: string;
  /** Files of a home in which it was used before, by path below the home. */
  files(server: Access): Readonly<Record<string, string>>;
  /** Variables that the user has set, and lists in `passEnv`. */
  env(server: Access): Readonly<Record<string, string>>;
  /** What it keeps for itself below the home: transcripts, logs, caches. */
  readonly keeps: readonly string[];
  /** Which files tell what was said in its sessions. */
  readonly tells: RegExp;
  /** Keys with which a person says yes, once, to a question of the kind that matches, one after the other. */
  readonly answers: readonly { readonly question: RegExp; readonly keys: readonly string[] }[];
}

export interface Access {
  readonly base: string;
  readonly key: string;
}

const ENTER = "\r";
const DOWN = "\u001b[B";

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

const claude: CliSetUp = {
  id: "claude",
  files: () => ({
    ".claude.json": json({
      hasCompletedOnboarding: true,
      lastOnboardingVersion: "99.0.0",
      theme: "dark",
      numStartups: 5,
      // It offers that after the first turn.
      hasSeenAutoDefaultNudge: true,
    }),
    // Its own default would have a model decide.
    ".claude/settings.json": json({ permissions: { defaultMode: "default" } }),
  }),
  env: ({ base, key }) => ({
    ANTHROPIC_BASE_URL: base,
    ANTHROPIC_AUTH_TOKEN: key,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
    DISABLE_AUTOUPDATER: "1",
    // Without it, it does not skip questions for root, as whom tests run in containers.
    IS_SANDBOX: "1",
  }),
  tells: /projects\/|history|file-history|\.claude\/(debug|shell-snapshots)/,
  keeps: [".claude.json", ".claude", ".config/mimeapps.list", ".local/share/applications", ".cache"],
  answers: [
    { question: /trust this folder|created or one you trust/i, keys: [DOWN, ENTER] },
    { question: /Do you want to/, keys: [ENTER] },
  ],
};

const codex: CliSetUp = {
  id: "codex",
  files: ({ base }) => ({
    ".codex/config.toml": [
      'model = "scripted-model"',
      'model_provider = "tests"',
      "check_for_update_on_startup = false",
      'sandbox_mode = "read-only"',
      "[model_providers.tests]",
      'name = "tests"',
      `base_url = "${base}/v1"`,
      'wire_api = "responses"',
      'env_key = "TESTS_API_KEY"',
      // Else its sandbox leaves folders there.
      "[sandbox_workspace_write]",
      "exclude_slash_tmp = true",
      "[analytics]",
      "enabled = false",
      "",
    ].join("\n"),
  }),
  env: ({ key }) => ({ TESTS_API_KEY: key }),
  tells: /sessions\/|history|log|sqlite|shell_snapshots/,
  keeps: [".codex"],
  answers: [
    { question: /trust the contents|Trust and continue/i, keys: [ENTER] },
    { question: /Would you like to run/, keys: ["y"] },
  ],
};

const gemini: CliSetUp = {
  id: "gemini",
  files: () => ({
    ".gemini/settings.json": json({
      // It runs its first prompt behind the question whether it may trust the folder.
      security: { auth: { selectedType: "gemini-api-key" }, folderTrust: { enabled: false } },
      privacy: { usageStatisticsEnabled: false },
      general: { enableAutoUpdate: false, enableAutoUpdateNotification: false },
      model: { name: "gemini-2.5-pro" },
      ide: { hasSeenNudge: true },
    }),
  }),
  env: ({ base, key }) => ({ GEMINI_API_KEY: key, GOOGLE_GEMINI_BASE_URL: base }),
  tells: /tmp\/|history/,
  keeps: [".gemini", ".cache"],
  answers: [{ question: /Allow execution|Apply this change/i, keys: [ENTER] }],
};

const qwen: CliSetUp = {
  id: "qwen",
  files: () => ({
    ".qwen/settings.json": json({
      security: { auth: { selectedType: "openai" } },
      // Its own default would have a model decide.
      tools: { approvalMode: "default" },
      privacy: { usageStatisticsEnabled: false },
      general: { enableAutoUpdate: false, disableAutoUpdate: true },
    }),
  }),
  env: ({ base, key }) => ({ OPENAI_BASE_URL: `${base}/v1`, OPENAI_API_KEY: key, OPENAI_MODEL: "scripted-model" }),
  tells: /projects\/|tmp\/|history|usage/,
  keeps: [".qwen", ".cache"],
  answers: [{ question: /Allow execution|Apply this change|Do you trust/i, keys: [ENTER] }],
};

const opencode: CliSetUp = {
  id: "opencode",
  files: ({ base }) => ({
    // As after a first run; else it fetches its plugins' package before it loads any, and waits for that without a network.
    ".config/opencode/node_modules/.keep": "",
    ".config/opencode/package-lock.json": json({
      packages: { "": { dependencies: { "@opencode-ai/plugin": "*" } } },
    }),
    ".config/opencode/opencode.json": json({
      $schema: "https://opencode.ai/config.json",
      model: "tests/scripted-model",
      small_model: "tests/scripted-model",
      share: "disabled",
      autoupdate: false,
      // Its own default is to ask for nothing.
      permission: { bash: "ask", edit: "ask" },
      provider: {
        tests: {
          npm: "@ai-sdk/openai-compatible",
          name: "tests",
          options: { baseURL: `${base}/v1`, apiKey: "{env:TESTS_API_KEY}" },
          models: {
            "scripted-model": { name: "Scripted", tool_call: true, limit: { context: 200_000, output: 8_000 } },
          },
        },
      },
    }),
  }),
  env: ({ key }) => ({ TESTS_API_KEY: key, OPENCODE_DISABLE_MODELS_FETCH: "1", OPENCODE_DISABLE_AUTOUPDATE: "1" }),
  tells: /share\/|state\/|log/,
  keeps: [".local/share/opencode", ".local/state/opencode", ".cache/opencode", ".config/opencode"],
  answers: [{ question: /Permission required/i, keys: [ENTER] }],
};

const pi: CliSetUp = {
  id: "pi",
  files: ({ base }) => ({
    ".pi/agent/models.json": json({
      providers: {
        tests: {
          baseUrl: `${base}/v1`,
          api: "openai-completions",
          apiKey: "TESTS_API_KEY",
          models: [{ id: "scripted-model", name: "Scripted", contextWindow: 200_000, maxTokens: 8_000 }],
        },
      },
    }),
    ".pi/agent/settings.json": json({ defaultProvider: "tests", defaultModel: "scripted-model" }),
  }),
  env: ({ key }) => ({ TESTS_API_KEY: key, PI_OFFLINE: "1" }),
  tells: /sessions\//,
  keeps: [".pi"],
  // It asks for nothing.
  answers: [],
};

const copilot: CliSetUp = {
  id: "copilot",
  files: () => ({}),
  env: ({ base, key }) => ({
    COPILOT_PROVIDER_BASE_URL: `${base}/v1`,
    COPILOT_PROVIDER_API_KEY: key,
    COPILOT_MODEL: "scripted-model",
    COPILOT_OFFLINE: "true",
    COPILOT_AUTO_UPDATE: "false",
  }),
  tells: /session-state\/|logs?\/|history|session-store/,
  keeps: [".copilot", ".cache"],
  answers: [
    { question: /trust (the files in )?this folder/i, keys: [ENTER] },
    { question: /Do you want to (run|allow)/i, keys: [ENTER] },
  ],
};

export const CLIS: readonly CliSetUp[] = [claude, codex, gemini, opencode, qwen, pi, copilot];
