#include "cli/git_files.hpp"

namespace peerreview {

namespace {

constexpr auto ignore = "/build/\n";

constexpr auto attributes = R"(# Records merge key by key where git knows the program, once in each clone:
#   git config merge.peerreview.driver 'peerreview cohort merge %O %A %B'
# Without that git merges them by lines, as any text.
*.yaml text eol=lf merge=peerreview
)";

constexpr auto editor_config = R"(root = true

[*]
charset = utf-8
end_of_line = lf
insert_final_newline = true

[*.yaml]
indent_style = space
indent_size = 2
)";

constexpr auto code_owners =
    R"(# Who is asked to look at a change, by folder. Take the '#' away and put in your people or teams:
# /peerreview.yaml       @provider/leads
# /schools/ash.yaml      @ash-school
# /reviews/ash/          @ash-school @consultant-north
# /messages.yaml         @provider/leads
)";

constexpr auto pre_commit = R"(# For https://pre-commit.com: 'pre-commit install', once in each clone.
repos:
  - repo: local
    hooks:
      - id: peerreview-check
        name: peerreview cohort check
        entry: peerreview cohort check --changed-since HEAD
        language: system
        files: \.(yaml|csv)$
        pass_filenames: false
)";

constexpr auto github =
    R"(# Checks every push, and keeps the anonymised cohort report of the main branch as an artefact.
# PEERREVIEW_DEB is a variable of the repository: the address of the program's Debian package.
name: peerreview
on: [push, pull_request]
permissions:
  contents: read
  security-events: write
jobs:
  check:
    runs-on: ubuntu-latest
    container: debian:12
    steps:
      - run: apt-get update && apt-get install -y --no-install-recommends ca-certificates curl git
      - run: curl -fsSLo /tmp/peerreview.deb "$PEERREVIEW_DEB" && apt-get install -y /tmp/peerreview.deb
        env:
          PEERREVIEW_DEB: ${{ vars.PEERREVIEW_DEB }}
      - uses: actions/checkout@v4
      - run: peerreview cohort check --format github
      - if: always()
        run: peerreview cohort check --format sarif > /tmp/peerreview.sarif || true
      - if: always()
        uses: github/codeql-action/upload-sarif@v3
        with:
          sarif_file: /tmp/peerreview.sarif
  report:
    if: github.ref == 'refs/heads/main'
    needs: check
    runs-on: ubuntu-latest
    container: debian:12
    steps:
      - run: apt-get update && apt-get install -y --no-install-recommends ca-certificates curl git
      - run: curl -fsSLo /tmp/peerreview.deb "$PEERREVIEW_DEB" && apt-get install -y /tmp/peerreview.deb
        env:
          PEERREVIEW_DEB: ${{ vars.PEERREVIEW_DEB }}
      - uses: actions/checkout@v4
      # 3 is "not yet": too few schools, or a text that would name somebody.
      - run: peerreview report cohort || [ $? -eq 3 ]
      - uses: actions/upload-artifact@v4
        with:
          name: cohort-report
          path: build/cohort.*
          if-no-files-found: ignore
)";

constexpr auto gitlab =
    R"(# Checks every push, and keeps the anonymised cohort report of the main branch as an artefact.
# PEERREVIEW_DEB is a CI/CD variable: the address of the program's Debian package.
image: debian:12
before_script:
  - apt-get update && apt-get install -y --no-install-recommends ca-certificates curl git
  - curl -fsSLo /tmp/peerreview.deb "$PEERREVIEW_DEB" && apt-get install -y /tmp/peerreview.deb
check:
  script:
    - peerreview cohort check --format gitlab > codequality.json || true
    - peerreview cohort check --format junit > junit.xml || true
    - peerreview cohort check --format text
  artifacts:
    when: always
    reports:
      codequality: codequality.json
      junit: junit.xml
cohort-report:
  needs: [check]
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:
    # 3 is "not yet": too few schools, or a text that would name somebody.
    - peerreview report cohort || [ $? -eq 3 ]
  artifacts:
    paths: [build/cohort.md, build/cohort.html]
)";

} // namespace

std::vector<std::pair<std::string, std::string>> git_files() {
    return {{".gitignore", ignore},
            {".gitattributes", attributes},
            {".editorconfig", editor_config},
            {".github/CODEOWNERS", code_owners},
            {".pre-commit-config.yaml", pre_commit},
            {".github/workflows/peerreview.yml", github},
            {".gitlab-ci.yml", gitlab}};
}

} // namespace peerreview
