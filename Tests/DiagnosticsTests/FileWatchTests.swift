import Diagnostics
import Glibc
import TestSupport
import Testing

struct FileWatchTests {
  private let folder = TemporaryFolder()

  private func hasSomething(_ watch: FileWatch) -> Bool {
    var request = pollfd(fd: watch.descriptor, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&request, 1, 0) > 0
  }

  @Test func tellsOfFilesInFoldersBelow() throws {
    folder.write("pack/sub/a.yaml", Array("a".utf8))
    let watch = try #require(FileWatch(paths: [folder.path("pack")]))
    #expect(!hasSomething(watch))
    folder.write("pack/sub/a.yaml", Array("b".utf8))
    #expect(hasSomething(watch))
    watch.settle()
    #expect(!hasSomething(watch))
  }

  @Test func watchesFoldersThatCameLater() throws {
    folder.write("pack/a.yaml", Array("a".utf8))
    let watch = try #require(FileWatch(paths: [folder.path("pack")]))
    folder.write("pack/later/b.yaml", Array("b".utf8))
    watch.settle()
    folder.write("pack/later/b.yaml", Array("c".utf8))
    #expect(hasSomething(watch))
  }

  @Test func tellsOfAFileThatIsReplaced() throws {
    folder.write("pack.yaml", Array("a".utf8))
    let watch = try #require(FileWatch(paths: [folder.path("pack.yaml")]))
    folder.write("pack.yaml.new", Array("b".utf8))
    watch.settle()
    #expect(unsafe rename(folder.path("pack.yaml.new"), folder.path("pack.yaml")) == 0)
    #expect(hasSomething(watch))
  }
}

struct StampTests {
  private let folder = TemporaryFolder()

  @Test func isAnotherAfterEveryChange() throws {
    folder.write("a", Array("one".utf8))
    let first = try #require(FileSystem.Stamp(of: folder.path("a")))
    #expect(FileSystem.Stamp(of: folder.path("a")) == first)
    folder.write("a", Array("three".utf8))
    #expect(FileSystem.Stamp(of: folder.path("a")) != first)
    folder.write("b", Array("one".utf8))
    #expect(FileSystem.Stamp(of: folder.path("b")) != first)
    #expect(FileSystem.Stamp(of: folder.path("c")) == nil)
  }
}
