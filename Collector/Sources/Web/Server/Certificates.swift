import Glibc
import NIOCore
import NIOSSL
import Synchronization

/// The certificate chain and the key that new connections are served with; the files may be read again.
final class Certificates: Sendable {
  typealias Fault = CollectorServer.Fault

  private struct Pair: Sendable {
    var chain: [NIOSSLCertificateSource]
    var key: NIOSSLPrivateKeySource
  }

  private let files: CollectorConfiguration.TLSFiles
  private let pair: Mutex<Pair>

  /// Reads and checks the files.
  init(_ files: CollectorConfiguration.TLSFiles) throws(Fault) {
    self.files = files
    pair = Mutex(try Self.read(files))
  }

  /// Reads the files again; with a fault, what was read before stays.
  func reload() throws(Fault) {
    let fresh = try Self.read(files)
    pair.withLock { $0 = fresh }
  }

  /// For the server: each handshake takes the pair of its moment.
  var configuration: TLSConfiguration {
    let pair = self.pair.withLock { $0 }
    var configuration = TLSConfiguration.makeServerConfiguration(certificateChain: pair.chain, privateKey: pair.key)
    configuration.minimumTLSVersion = .tlsv12
    configuration.sslContextCallback = { [self] _, promise in
      let pair = self.pair.withLock { $0 }
      var change = NIOSSLContextConfigurationOverride()
      change.certificateChain = pair.chain
      change.privateKey = pair.key
      promise.succeed(change)
    }
    return configuration
  }

  private static func read(_ files: CollectorConfiguration.TLSFiles) throws(Fault) -> Pair {
    for path in [files.certificate, files.key] {
      guard let file = fopen(path, "r") else {
        throw errno == EACCES
          ? .closed(path: path) : .tls(path: path, reason: "cannot be read, " + String(cString: strerror(errno)))
      }
      fclose(file)
    }
    let chain: [NIOSSLCertificate]
    do { chain = try NIOSSLCertificate.fromPEMFile(files.certificate) } catch {
      throw .tls(path: files.certificate, reason: "no certificate in PEM")
    }
    let key: NIOSSLPrivateKey
    do { key = try NIOSSLPrivateKey(file: files.key, format: .pem) } catch {
      throw .tls(path: files.key, reason: "no private key in PEM")
    }
    let pair = Pair(chain: chain.map { .certificate($0) }, key: .privateKey(key))
    let configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: pair.chain, privateKey: pair.key)
    do { _ = try NIOSSLContext(configuration: configuration) } catch {
      throw .tls(path: files.key, reason: "the key does not belong to the certificate")
    }
    return pair
  }
}
