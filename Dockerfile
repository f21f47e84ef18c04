# OnRecord as a container: docker build --tag onrecord . ; see docs/deploy.md

FROM node:20-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
# No package needs a script of its own to be installed (test/supply-chain.test.ts).
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:20-slim
ENV NODE_ENV=production ONRECORD_RECORD=/record/onrecord.db
WORKDIR /app
COPY --from=build /build/package.json /build/LICENSE /build/NOTICE ./
COPY --from=build /build/node_modules node_modules
COPY --from=build /build/dist dist
COPY --from=build /build/data data
COPY --from=build /build/schema schema
# All files are root's, and the program is not: it can change nothing but what lies in /record.
RUN install --directory --owner=node --group=node /record
USER node
VOLUME /record
EXPOSE 4170
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4170/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/dist/cli/main.js"]
CMD ["serve", "--host", "0.0.0.0"]
