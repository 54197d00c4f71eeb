# Untried: no Docker engine was at hand. What it runs was run in a folder of its own, with the same commands.
FROM node:24-bookworm-slim AS packages
WORKDIR /app
# "node" is a development dependency: the image brings its own. Optional ones stay: the pictures' renderer is one.
COPY package.json package-lock.json ./
COPY patches ./patches
# The packages beside the bot are for trying and testing it; the image holds neither them nor what they need.
RUN npm ci --omit=dev --workspaces=false && npm cache clean --force

FROM packages AS bundle
# The bundler is a development dependency too, and stays here.
RUN npm ci --workspaces=false
COPY esbuild.config.ts .env.example ./
COPY docs/codebook.md ./docs/codebook.md
COPY commands ./commands
COPY db ./db
COPY src ./src
RUN npm run build

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY --from=bundle /app/dist ./dist
# What the bundle reads beside itself.
COPY --from=bundle /app/.env.example ./.env.example
COPY --from=bundle /app/db/migrations ./db/migrations
COPY --from=bundle /app/docs/codebook.md ./docs/codebook.md
COPY --from=bundle /app/src/research/export/reward.py ./src/research/export/reward.py
COPY package.json LICENSE ./
USER node
EXPOSE 9464
# /health, where METRICS_PORT is 9464 as compose.yaml sets it.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.METRICS_PORT || 9464) + '/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Not through npm, which does not hand signals on: SIGTERM lets go of running asks, and another process takes them up.
CMD ["node", "dist/tribunal.js", "start"]
