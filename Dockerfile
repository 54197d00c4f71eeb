# Untried: no Docker engine was at hand. What it copies was run by its own commands, in a folder with Debian's base system and nothing else.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY patches ./patches
# The packages beside the bot are for trying and testing it, and stay out.
RUN npm ci --workspaces=false
COPY esbuild.config.ts .env.example ./
COPY docs/codebook.md ./docs/codebook.md
COPY commands ./commands
COPY db ./db
COPY src ./src
RUN npm run build

# Debian's base has all the libraries that Node needs; npm and the headers stay behind.
FROM debian:bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /usr/local/bin/node /usr/local/bin/node
# What the bundle does not hold: the patched driver, the pictures' renderer and its font. PostgreSQL is a container of its own.
COPY --from=build /app/node_modules/postgres ./node_modules/postgres
COPY --from=build /app/node_modules/@resvg ./node_modules/@resvg
COPY --from=build /app/node_modules/@expo-google-fonts/inter/LICENSE_FONT ./node_modules/@expo-google-fonts/inter/LICENSE_FONT
COPY --from=build /app/node_modules/@expo-google-fonts/inter/400Regular ./node_modules/@expo-google-fonts/inter/400Regular
COPY --from=build /app/node_modules/@expo-google-fonts/inter/600SemiBold ./node_modules/@expo-google-fonts/inter/600SemiBold
COPY --from=build /app/node_modules/@expo-google-fonts/inter/700Bold ./node_modules/@expo-google-fonts/inter/700Bold
COPY --from=build /app/dist ./dist
# What the bundle reads beside itself.
COPY --from=build /app/.env.example ./.env.example
COPY --from=build /app/db/migrations ./db/migrations
COPY --from=build /app/docs/codebook.md ./docs/codebook.md
COPY --from=build /app/src/research/export/reward.py ./src/research/export/reward.py
COPY package.json LICENSE ./
# A number, so that Kubernetes can see that it is not root.
USER 1000:1000
EXPOSE 9464
# /health, where METRICS_PORT is 9464 as compose.yaml sets it.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.METRICS_PORT || 9464) + '/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Not through npm, which does not hand signals on: SIGTERM lets go of running asks, and another process takes them up.
ENTRYPOINT ["node", "/app/dist/tribunal.js"]
CMD ["start"]
