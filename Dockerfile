# One image for every process of Cueline: `docker run cueline ingest`, `… matcher`, `… publisher`, `… archive`, `… console`, `… panel`, `… simulate`.

FROM node:24-slim AS build
ENV CI=true
WORKDIR /cueline
# What is installed depends on these three alone, so that an edit of a source asks no registry.
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
RUN npm install --global "$(node -p "require('./package.json').packageManager")" && pnpm fetch
COPY . .
RUN pnpm install --offline --frozen-lockfile \
  && pnpm exec tsc -b packages/cli && node scripts/bundle.mjs && node scripts/build-page.mjs \
  && node scripts/third-party.mjs .
# Once more from the same lockfile, with only what runs: no sources but the Lua scripts, no types, no maps, and no Java, since regular
# expressions are checked by a native program.
RUN find . -name node_modules -prune -exec rm -rf {} + \
  && pnpm install --prod --offline --frozen-lockfile \
  && rm -rf node_modules/.pnpm/recheck-jar@* node_modules/.cache \
  && find packages -type f -path 'packages/*/src/*' -not -name '*.lua' -delete \
  && find packages node_modules -type f \( -name '*.map' -o -name '*.ts' -o -name '*.mts' -o -name '*.cts' -o -name '*.tsx' \
    -o -name '.tsbuildinfo' -o -name 'tsconfig*.json' \) -delete \
  && find packages -type d -empty -not -path '*/node_modules/*' -delete

FROM node:24-slim
# Nothing installs packages in a container.
RUN rm -rf /usr/local/lib/node_modules /opt/yarn* /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /usr/local/bin/yarn*
ENV NODE_ENV=production HTTP_HOST=0.0.0.0 HTTP_PORT=9100
WORKDIR /cueline
COPY --from=build /cueline/node_modules ./node_modules
COPY --from=build /cueline/package.json /cueline/LICENSE /cueline/THIRD-PARTY-LICENSES.txt /cueline/sbom.cdx.json ./
COPY --from=build /cueline/rules ./rules
COPY --from=build /cueline/platforms ./platforms
COPY --from=build /cueline/notices ./notices
COPY --from=build /cueline/packages ./packages
USER node
# bash asks by itself: a Node for each question would cost a fifth of a core on a machine with eight processes.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$HTTP_PORT && printf 'GET /readyz HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["node", "packages/cli/bin/cueline.js"]
CMD ["--help"]
