// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/*
 * The limit: moves the contents of a tree into another with the fewest system calls that keep the promise of a merge.
 * A name holds the old or the new file, whole, at each instant (temp, then rename); contents, type, mode, owner,
 * times in ns, extended attributes and hard links are kept. It measures how near MoveFile comes; it is no tool: it
 * stops at the first error, undoes nothing, asks nobody, and doesn't defend itself against who changes the trees.
 *
 * A directory is one job, and each of the threads takes one at a time. Directories get their metadata at the end,
 * the deepest first, by one thread.
 *
 * Usage: limit [-j THREADS] [-c] IMAGE ROOT      -c: copy, although a rename may do
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

enum { BUFFER = 256 * 1024, NAMES = 64 * 1024, BUCKETS = 4096, MAX_THREADS = 64 };

struct directory {
  char *path; /* from the top of each tree; "." for the top */
  int is_new;
  struct stat facts; /* of the image's, before anything went from it */
  struct directory *next;    /* still to be done */
  struct directory *created; /* the one that was found before */
};

struct link_group {
  dev_t device;
  ino_t inode;
  char *path; /* of the name that is there already */
  struct link_group *next;
};

struct worker {
  unsigned char *buffer;
  char *names;
  char *value;
  unsigned number;
  unsigned temps;
};

static int image, root;
static uid_t user;
static gid_t group;
static atomic_int renames = 1;

static pthread_mutex_t jobs_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t jobs_changed = PTHREAD_COND_INITIALIZER;
static struct directory *todo, *all;
static int busy;

static pthread_mutex_t links_lock = PTHREAD_MUTEX_INITIALIZER;
static struct link_group *links[BUCKETS];
static atomic_int link_count;

static void fail(const char *call, const char *name) {
  fprintf(stderr, "limit: %s: %s: %s\n", call, name, strerror(errno));
  exit(1);
}

static void *need(void *memory) {
  if (memory == NULL) {
    fail("malloc", "memory");
  }
  return memory;
}

static char *joined(const char *directory, const char *name) {
  char *path = NULL;
  if (strcmp(directory, ".") == 0) {
    return need(strdup(name));
  }
  if (asprintf(&path, "%s/%s", directory, name) < 0) {
    fail("asprintf", name);
  }
  return path;
}

static void add_job(char *path, int is_new) {
  struct directory *job = need(calloc(1, sizeof *job));
  job->path = path;
  job->is_new = is_new;
  pthread_mutex_lock(&jobs_lock);
  job->next = todo;
  todo = job;
  job->created = all;
  all = job;
  pthread_cond_signal(&jobs_changed);
  pthread_mutex_unlock(&jobs_lock);
}

static void copy_contents(struct worker *w, int in, int out, off_t size, const char *name) {
  for (off_t done = 0; done < size;) {
    ssize_t got = read(in, w->buffer, BUFFER);
    if (got < 0) {
      fail("read", name);
    }
    if (got == 0) {
      break;
    }
    for (ssize_t put = 0; put < got;) {
      ssize_t n = write(out, w->buffer + put, (size_t)(got - put));
      if (n < 0) {
        fail("write", name);
      }
      put += n;
    }
    done += got;
  }
}

static void copy_xattrs(struct worker *w, int in, int out, const char *name) {
  ssize_t length = flistxattr(in, w->names, NAMES);
  if (length < 0 && errno != ENOTSUP) {
    fail("flistxattr", name);
  }
  for (char *key = w->names; length > 0 && key < w->names + length; key += strlen(key) + 1) {
    /* xfs shows an ACL a second time, btrfs its compression. */
    if (strncmp(key, "trusted.SGI_ACL_", 16) == 0 || strncmp(key, "btrfs.", 6) == 0) {
      continue;
    }
    ssize_t n = fgetxattr(in, key, w->value, NAMES);
    if (n < 0 || fsetxattr(out, key, w->value, (size_t)n, 0) < 0) {
      fail(key, name);
    }
  }
}

static void set_metadata(struct worker *w, int in, int out, const struct stat *facts, const char *name) {
  if ((facts->st_uid != user || facts->st_gid != group) && fchown(out, facts->st_uid, facts->st_gid) < 0) {
    fail("fchown", name);
  }
  if ((facts->st_mode & 07777) != 0600 && fchmod(out, facts->st_mode & 07777) < 0) {
    fail("fchmod", name);
  }
  copy_xattrs(w, in, out, name);
  struct timespec times[2] = {facts->st_atim, facts->st_mtim};
  if (futimens(out, times) < 0) {
    fail("futimens", name);
  }
}

static void temp_name(struct worker *w, char *temp, size_t size) {
  snprintf(temp, size, ".limit-%d-%u-%u", (int)getpid(), w->number, w->temps++);
}

static void publish(int from, int to, const char *temp, const char *name) {
  if (renameat(to, temp, to, name) < 0) {
    fail("renameat", name);
  }
  if (unlinkat(from, name, 0) < 0) {
    fail("unlinkat", name);
  }
}

static void copy_file(struct worker *w, int from, int to, const char *name, int in, const struct stat *facts) {
  char temp[64];
  temp_name(w, temp, sizeof temp);
  int out = openat(to, temp, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (out < 0) {
    fail("openat", temp);
  }
  copy_contents(w, in, out, facts->st_size, name);
  set_metadata(w, in, out, facts, name);
  close(out);
  publish(from, to, temp, name);
}

/* Whether another name of the file is there already; then the new one is a link to it. Under links_lock. */
static int link_file(struct worker *w, int from, int to, const char *directory, const char *name,
                     const struct stat *facts) {
  struct link_group **bucket = &links[facts->st_ino % BUCKETS];
  for (struct link_group *known = *bucket; known != NULL; known = known->next) {
    if (known->inode == facts->st_ino && known->device == facts->st_dev) {
      char temp[64];
      temp_name(w, temp, sizeof temp);
      if (linkat(root, known->path, to, temp, 0) < 0) {
        fail("linkat", known->path);
      }
      publish(from, to, temp, name);
      return 1;
    }
  }
  if (facts->st_nlink > 1) {
    struct link_group *fresh = need(calloc(1, sizeof *fresh));
    fresh->device = facts->st_dev;
    fresh->inode = facts->st_ino;
    fresh->path = joined(directory, name);
    fresh->next = *bucket;
    *bucket = fresh;
    link_count++;
  }
  return 0;
}

static void move_file(struct worker *w, int from, int to, const char *directory, const char *name) {
  int in = openat(from, name, O_RDONLY | O_NOFOLLOW | O_NOATIME | O_CLOEXEC);
  struct stat facts;
  if (in < 0 || fstat(in, &facts) < 0) {
    fail("openat", name);
  }
  /* The last name of a group has a link count of 1: it is found by its inode. */
  int grouped = facts.st_nlink > 1 || link_count > 0;
  if (grouped) {
    pthread_mutex_lock(&links_lock);
  }
  int linked = grouped && link_file(w, from, to, directory, name, &facts);
  if (grouped && facts.st_nlink == 1) {
    pthread_mutex_unlock(&links_lock);
    grouped = 0;
  }
  if (!linked) {
    copy_file(w, from, to, name, in, &facts);
  }
  if (grouped) {
    pthread_mutex_unlock(&links_lock);
  }
  close(in);
}

static void move_other(struct worker *w, int from, int to, const char *name) {
  char temp[64], handle[320];
  struct stat facts;
  if (fstatat(from, name, &facts, AT_SYMLINK_NOFOLLOW) < 0) {
    fail("fstatat", name);
  }
  temp_name(w, temp, sizeof temp);
  if (S_ISLNK(facts.st_mode)) {
    ssize_t length = readlinkat(from, name, w->value, NAMES - 1);
    if (length < 0) {
      fail("readlinkat", name);
    }
    w->value[length] = 0;
    if (symlinkat(w->value, to, temp) < 0) {
      fail("symlinkat", name);
    }
  } else if (mknodat(to, temp, facts.st_mode, facts.st_rdev) < 0 ||
             fchmodat(to, temp, facts.st_mode & 07777, 0) < 0) {
    fail("mknodat", name);
  }
  if ((facts.st_uid != user || facts.st_gid != group) &&
      fchownat(to, temp, facts.st_uid, facts.st_gid, AT_SYMLINK_NOFOLLOW) < 0) {
    fail("fchownat", name);
  }
  snprintf(handle, sizeof handle, "/proc/self/fd/%d/%s", from, name);
  if (llistxattr(handle, w->names, NAMES) > 0) {
    errno = ENOTSUP;
    fail("attributes of a link or node", name);
  }
  struct timespec times[2] = {facts.st_atim, facts.st_mtim};
  if (utimensat(to, temp, times, AT_SYMLINK_NOFOLLOW) < 0) {
    fail("utimensat", name);
  }
  publish(from, to, temp, name);
}

static void move_entry(struct worker *w, int from, int to, const char *directory, const struct dirent *entry) {
  const char *name = entry->d_name;
  if (entry->d_type == DT_DIR) {
    int made = mkdirat(to, name, 0700) == 0;
    if (!made && errno != EEXIST) {
      fail("mkdirat", name);
    }
    add_job(joined(directory, name), made);
    return;
  }
  if (renames) {
    if (renameat(from, name, to, name) == 0) {
      return;
    }
    if (errno != EXDEV) {
      fail("renameat", name);
    }
    renames = 0;
  }
  if (entry->d_type == DT_REG) {
    move_file(w, from, to, directory, name);
  } else {
    move_other(w, from, to, name);
  }
}

static int open_directory(int top, const char *path) {
  int opened = openat(top, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (opened < 0) {
    fail("openat", path);
  }
  return opened;
}

static void move_directory(struct worker *w, struct directory *job) {
  int from = open_directory(image, job->path);
  if (job->is_new && fstat(from, &job->facts) < 0) {
    fail("fstat", job->path);
  }
  int to = open_directory(root, job->path);
  DIR *listing = need(fdopendir(from));
  for (struct dirent *entry; (entry = readdir(listing)) != NULL;) {
    if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
      move_entry(w, from, to, job->path, entry);
    }
  }
  closedir(listing);
  close(to);
}

static struct worker *new_worker(unsigned number) {
  struct worker *w = need(calloc(1, sizeof *w));
  w->number = number;
  w->buffer = need(malloc(BUFFER));
  w->names = need(malloc(NAMES));
  w->value = need(malloc(NAMES));
  return w;
}

static void *work(void *argument) {
  struct worker *w = argument;
  pthread_mutex_lock(&jobs_lock);
  for (;;) {
    while (todo == NULL && busy > 0) {
      pthread_cond_wait(&jobs_changed, &jobs_lock);
    }
    if (todo == NULL) {
      break;
    }
    struct directory *job = todo;
    todo = job->next;
    busy++;
    pthread_mutex_unlock(&jobs_lock);
    move_directory(w, job);
    pthread_mutex_lock(&jobs_lock);
    busy--;
    if (busy == 0) {
      pthread_cond_broadcast(&jobs_changed);
    }
  }
  pthread_mutex_unlock(&jobs_lock);
  return NULL;
}

/* A directory was found after the one that it is in: the list begins with the deepest. */
static void finish_directories(struct worker *w) {
  for (const struct directory *job = all; job != NULL && job->created != NULL; job = job->created) {
    if (job->is_new) {
      int from = open_directory(image, job->path);
      int to = open_directory(root, job->path);
      set_metadata(w, from, to, &job->facts, job->path);
      close(from);
      close(to);
    }
    if (unlinkat(image, job->path, AT_REMOVEDIR) < 0) {
      fail("unlinkat", job->path);
    }
  }
}

int main(int argc, char **argv) {
  int threads = (int)sysconf(_SC_NPROCESSORS_ONLN), option;
  while ((option = getopt(argc, argv, "j:c")) != -1) {
    if (option == 'j') {
      threads = atoi(optarg);
    } else if (option == 'c') {
      renames = 0;
    } else {
      return 2;
    }
  }
  if (argc - optind != 2 || threads < 1 || threads > MAX_THREADS) {
    fprintf(stderr, "Usage: limit [-j THREADS] [-c] IMAGE ROOT\n");
    return 2;
  }
  umask(0);
  user = geteuid();
  group = getegid();
  image = open_directory(AT_FDCWD, argv[optind]);
  root = open_directory(AT_FDCWD, argv[optind + 1]);
  add_job(need(strdup(".")), 0);
  pthread_t ids[MAX_THREADS];
  for (int i = 1; i < threads; i++) {
    if (pthread_create(&ids[i], NULL, work, new_worker((unsigned)i)) != 0) {
      fail("pthread_create", "worker");
    }
  }
  struct worker *own = new_worker(0);
  work(own);
  for (int i = 1; i < threads; i++) {
    pthread_join(ids[i], NULL);
  }
  finish_directories(own);
  return 0;
}
