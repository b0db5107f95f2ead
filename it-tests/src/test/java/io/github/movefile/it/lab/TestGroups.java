// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.lab;

/**
 * The test classes of the other modules by what they need, as patterns for {@link
 * Selection#ofClasses}.
 */
final class TestGroups {
  /** In every run: that it is where it should be. */
  static final String PLACE = "it\\.inside\\.PlaceCheck|syscalls\\.testing\\.FileSystemKindTest";

  /** Both directories, each for one purpose. */
  static final String PAIR =
      "syscalls\\.(KernelCopy|Names|Rename)Test"
          + "|xattr\\.(XattrsCopy|XattrsOnDisk|XattrsOnOtherFileSystem)Test"
          + "|filecopy\\.(RequiredReflink|SystemCalls)Test"
          + "|move\\.(CallCount|Durability|ErrorsAsUser|ExtremeTimes|FidelityAsUser|LostAcl)Test"
          + "|move\\.faults\\.(CreationLabel|InodeFlagLoss|Order|SourceChange|SourceReplacement|TargetRace|TempRace)Test"
          + "|merge\\.(BackupNames|DenyingDefaultAcl|HardLinksOverMounts|ImageBuilderMerge|LargeFile|LongPathMerge|MergeObstacles)Test"
          + "|merge\\.(MergePolicy|MergeRefusal|Protection(Merge|ThroughLinks)|RichImageMerge|SharedInodes|TreeMerge|UnreadableRoot|UpdatedDirectory)Test";

  /**
   * Both directories, in turn for both purposes: in the names of the cases {@code DISK} is the
   * source of the pair, and {@code MEMORY} its target.
   */
  static final String ROUTES =
      "move\\.(AttributeOptions|Errors|Fidelity|FileSystemErrors|HardLinkCandidates|Names|Options)Test"
          + "|move\\.(LatestMtime|Owners|OwnersInAttributes|Result|RootFidelity|SymlinkRewriting|faults\\.Privacy)Test";

  /** As ROUTES, but copies of contents. */
  static final String CONTENTS = "filecopy\\..*ContractTest";

  /** One directory, whatever the other one is. */
  static final String ONE_DIRECTORY =
      "syscalls\\.(Contents|Directory|FileLock|InodeFlags|Openat2?|OrdinaryUser)Test"
          + "|syscalls\\.(OwnershipAndTimes|Statx|XattrCalls)Test"
          + "|xattr\\.(Acl|Capability|OrdinaryUser|SymlinkAttributes)Test"
          + "|xattr\\.Xattrs(CallCount|Compare|CopyFaultSweep|Fault|Race)Test"
          + "|filecopy\\.(ContentComparison|FileDigest)Test"
          + "|filecopy\\.(ChangingSource|Digest|FdCopy|ParallelCopy|PathCopy|Progress|ShortCount|Sparse)Test"
          + "|move\\.(OtherNameRemoval|SameFile|TempSweeper|faults\\.(RivalMover|ShortCount))Test"
          + "|merge\\.internal\\.journal\\.(CommitMark|Journal\\w*)Test";

  /** Thousands of moves each, or many processes. */
  static final String FAULTS =
      "syscalls\\.StatxFallbackTest|filecopy\\.(FaultSweep|RacingWriter)Test"
          + "|move\\.faults\\.(Kill|MoveFaultSweep|MoveOptionsFaultSweep)Test"
          + "|merge\\.(LeftFilesDurability|MergeFaultSweep|NewDirectory\\w*|PairOfTrees|Plan|RemovalsOfWorkers\\w*|Transaction\\w*)Test"
          + "|merge\\.internal\\.(Backup|EntryComparison\\w*)Test|merge\\.attack\\..*Test";

  /** File systems of their own. */
  static final String REFLINKS = "filecopy\\.ReflinkTest";

  /** Names of any bytes. */
  static final String NAMES =
      "syscalls\\.(Directory|Names|Openat|PathBytes)Test"
          + "|xattr\\.XattrsOnDiskTest"
          + "|move\\.(Names|SymlinkRewriting|TempSweeper)Test"
          + "|merge\\.(LongPathMerge|RichImageMerge|TreeMerge)Test";

  /** In no run, for they know of no file, or the file doesn't matter. */
  static final String WITHOUT_FILES =
      "(Examples|Readme)Test"
          + "|syscalls\\.(AbsolutePath|Errno|ErrnoException|Fd|FileStat|Identity|NativeLayer|Processes)Test"
          + "|syscalls\\.(PublicApi|Quoting|RawPath|Restarting|Timespec|XattrName)Test"
          + "|syscalls\\.(internal|testing)\\..*Test"
          + "|xattr\\.(GlobOracle|XattrException|XattrFilter|XattrRules)Test"
          + "|filecopy\\.(CopyOptions|internal\\.ZeroRuns)Test"
          + "|merge\\.internal\\.(Batches|EarlySync|Idleness|Removals|StagedNames|Workers)Test"
          + "|move\\.(MoveException|OwnerMap|TempNames)Test"
          + "|merge\\.(ConfigProtection|Difference|Manifest\\w*|TreeVerify|Verify\\w*)Test";

  /** In no run, for how a path is resolved is the same on every file system. */
  static final String PATHS =
      "merge\\.internal\\.(ConfinedTree\\w*|DeepTree|Openat2Tree|PendingUpdates|WalkingTree)Test";

  /**
   * In no run, for they are about which calls a merge makes, whose temps go, and who ends it; what
   * comes of them on each file system is that of the merges above.
   */
  static final String CALLS =
      "merge\\.(AbandonedTemps|DirectoryRename|EarlyEnd|FailedMergeEvents|ListenerFailure|ManyNewFiles)Test";

  /** In no run, for they run others as an ordinary user, as every run of that user does. */
  static final String AS_USER = "move\\.OwnFilesAsUserTest|merge\\.MergeAsUserTest";

  /** In no run, for swap space is the machine's, and would outlive a container that is killed. */
  static final String SWAP = "move\\.SwapFileTest";

  /** In no run, for leases are the same on every file system, and the image lacks python3. */
  static final String LEASES = "filecopy\\.LeaseBreakTest|move\\.LeasedSourceTest";

  private TestGroups() {}
}
