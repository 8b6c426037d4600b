package activate.outbound;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Writes an answer into a file. What goes wrong on this machine, such as a full disk, is the body's
 * value: it is no failure of the connection, which is given up.
 */
final class FileBody implements HttpResponse.BodySubscriber<Optional<IOException>> {
    private final Path target;
    private final long mostBytes;
    private final CompletableFuture<Optional<IOException>> done = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;
    private @Nullable FileChannel file;
    private long bytes;

    FileBody(Path target, long mostBytes) {
        this.target = target;
        this.mostBytes = mostBytes;
    }

    @Override
    public CompletionStage<Optional<IOException>> getBody() {
        return done;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        try {
            file =
                    FileChannel.open(
                            target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            given.request(1);
        } catch (IOException e) {
            giveUp(e);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        FileChannel open = file;
        Flow.Subscription given = subscription;
        if (open == null || given == null || done.isDone()) {
            return;
        }
        try {
            for (ByteBuffer part : parts) {
                bytes += part.remaining();
                if (bytes > mostBytes) {
                    throw new IOException("the answer is longer than " + mostBytes + " bytes");
                }
                while (part.hasRemaining()) {
                    open.write(part);
                }
            }
            given.request(1);
        } catch (IOException e) {
            giveUp(e);
        }
    }

    private void giveUp(IOException failure) {
        close();
        if (subscription != null) {
            subscription.cancel();
        }
        done.complete(Optional.of(failure));
    }

    @Override
    public void onError(Throwable failure) {
        close();
        done.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        done.complete(close());
    }

    private Optional<IOException> close() {
        FileChannel open = file;
        file = null;
        try {
            if (open != null) {
                open.close();
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }
}
